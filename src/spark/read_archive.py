"""Reads an archive of articles on a Spark cluster: who said what, as Parquet.

    spark-submit --files target/release/whosaid src/spark/read_archive.py --input hdfs:///articles --output hdfs:///said

The input is lines of JSON or Parquet with an id and a text. Each task keeps one `whosaid analyze --ndjson` and streams its
articles through it. Under the output come four tables, which docs/archives.md describes: `answers`, what the program said of
each line, and made of these `quotes`, `entities` and `errors`.
"""

import argparse
import pathlib
import queue
import shutil
import stat
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator

import pyarrow as pa
from pyspark import SparkFiles, TaskContext
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

Batches = Iterator[pa.RecordBatch]

# How many bytes of a line that cannot be read are shown.
SHOWN = 200
# Answers go back to Spark by so many bytes.
BATCH = 1 << 20

ANSWERS = pa.schema([("file", pa.string()), ("answer", pa.string()), ("line", pa.string())])

SPAN = "STRUCT<start: BIGINT, end: BIGINT, text: STRING>"
ANSWER = f"""
    id STRING, error STRING, offsets STRING,
    entities ARRAY<STRUCT<id: STRING, type: STRING, name: STRING, source_type: STRING, roles: ARRAY<STRING>, value: STRING,
        mentions: ARRAY<STRUCT<text: STRING, kind: STRING>>>>,
    quotes ARRAY<STRUCT<id: STRING, kind: STRING, content: ARRAY<{SPAN}>, cue: {SPAN}, speaker: {SPAN},
        speaker_entity: STRING, addressee: {SPAN}, confidence: DOUBLE, rule: STRING>>
"""
# An answer that cannot be parsed must fail, not become null; the longest string is a text of 32 MB.
PARSING = {"mode": "FAILFAST", "maxStringLen": str(2**31 - 1)}

QUOTES = [
    "id AS article",
    "q.id AS quote",
    "q.kind",
    "array_join(transform(q.content, piece -> piece.text), ' … ') AS words",
    "coalesce(who.name, q.speaker.text) AS speaker",
    "who.type AS speaker_type",
    "who.source_type",
    "get(who.roles, 0) AS speaker_role",
    "q.speaker.text AS speaker_in_text",
    "q.speaker_entity",
    "q.cue.text AS cue",
    "q.addressee.text AS addressee",
    "q.confidence",
    "q.rule",
    "get(q.content, 0).start AS start",
    "get(q.content, size(q.content) - 1).`end` AS `end`",
    "offsets",
]
OTHERS = "filter(e.mentions, m -> m.kind != 'pronoun' AND m.text != e.name)"
ENTITIES = [
    "id AS article",
    "e.id AS entity",
    "e.type",
    "e.name",
    "e.source_type",
    "array_join(e.roles, '; ') AS roles",
    "e.value",
    f"array_join(array_distinct(transform({OTHERS}, m -> m.text)), '; ') AS also_called",
    "size(e.mentions) AS mentions",
    "size(filter(quotes, q -> q.speaker_entity = e.id AND q.kind IN ('direct', 'mixed', 'indirect'))) AS quotes",
]
ERRORS = ["id AS article", "file", "error", "line"]


def program(given: str) -> str:
    """The program on this machine: as it was shipped, or where it is installed."""
    shipped = pathlib.Path(SparkFiles.get(given))
    if not shipped.exists():
        return given
    if shipped.stat().st_mode & stat.S_IXUSR:
        return str(shipped.resolve())
    copy = pathlib.Path(tempfile.mkdtemp(), shipped.name)
    shutil.copyfile(shipped, copy)
    copy.chmod(0o700)
    return str(copy)


def ask(batches: Batches, stdin, asked: queue.SimpleQueue, broken: list[BaseException]) -> None:
    """Gives the program all lines, and remembers of each file and beginning."""
    try:
        with stdin:
            for batch in batches:
                for file, line in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
                    if line.strip(b" \t\n\f\r"):  # to blank lines the program gives no answer
                        asked.put((file, line[:SHOWN].decode(errors="replace")))
                        stdin.write(line + b"\n")
    except BaseException as error:  # noqa: BLE001, raised again where Spark hears it
        broken.append(error)


def reader(name: str) -> Callable[[Batches], Batches]:
    """Makes of (file, line) the rows of ANSWERS, in the same order, all of them or an error."""

    def read(batches: Batches) -> Batches:
        command = [program(name), "analyze", "--ndjson", "--threads", str(TaskContext.get().cpus())]
        asked, broken, rows, size = queue.SimpleQueue(), [], [], 0
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        asking = threading.Thread(target=ask, args=(batches, child.stdin, asked, broken), daemon=True)
        asking.start()
        try:
            for answer in child.stdout:
                file, line = asked.get()
                # A report ends with a list, an error with a string.
                bad = answer.endswith(b'"}\n')
                rows.append({"file": file, "answer": answer.decode().rstrip("\n"), "line": line if bad else None})
                size += len(answer)
                if size > BATCH:
                    yield pa.RecordBatch.from_pylist(rows, schema=ANSWERS)
                    rows, size = [], 0
            status = child.wait()
        finally:
            child.kill()
        asking.join()
        if status not in (0, 1) or not asked.empty():
            raise RuntimeError(f"{command[0]} ended with status {status}, {asked.qsize()} lines unanswered")
        if broken:
            raise broken[0]
        yield pa.RecordBatch.from_pylist(rows, schema=ANSWERS)

    return read


def lines(spark: SparkSession, given: argparse.Namespace) -> DataFrame:
    """The input as lines of JSON in bytes, which need not be UTF-8, each with its file."""
    if given.format == "json":
        rows = spark.read.option("lineSep", "\n").text(given.input).withColumn("line", f.col("value").cast("binary"))
    else:
        article = f.struct(f.col(given.id).alias("id"), f.col(given.text).alias("text"))
        rows = spark.read.parquet(given.input).withColumn("line", f.to_json(article).cast("binary"))
    rows = rows.select(f.col("_metadata.file_path").alias("file"), "line")
    return rows.repartition(given.partitions) if given.partitions else rows


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--input", required=True, help="file or folder")
    arguments.add_argument("--output", required=True, help="folder, not there yet")
    arguments.add_argument("--format", choices=["json", "parquet"], default="json")
    arguments.add_argument("--id", default="id", help="of Parquet, the column of the id")
    arguments.add_argument("--text", default="text", help="of Parquet, the column of the text")
    arguments.add_argument("--program", default="whosaid", help="name of the shipped program, or a path on the workers")
    arguments.add_argument("--task-bytes", default="8m", help="bytes of input a task; a megabyte takes some two seconds")
    arguments.add_argument("--partitions", type=int, help="deal the articles anew to so many tasks: for large row groups and .gz")
    given = arguments.parse_args()
    spark = SparkSession.builder.appName("whosaid").getOrCreate()
    spark.conf.set("spark.sql.files.maxPartitionBytes", given.task_bytes)
    # A batch is in memory whole.
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "100")
    table = f"{given.output}/{{}}".format
    read = lines(spark, given).mapInArrow(reader(given.program), "file STRING, answer STRING, line STRING")
    read.write.parquet(table("answers"))
    answers = spark.read.parquet(table("answers")).withColumn("said", f.from_json("answer", ANSWER, PARSING))
    answers = answers.select("file", "line", "said.*")
    quotes = answers.select("id", "offsets", "entities", f.explode("quotes").alias("q"))
    quotes = quotes.withColumn("who", f.expr("get(filter(entities, e -> e.id = q.speaker_entity), 0)"))
    quotes.selectExpr(*QUOTES).write.parquet(table("quotes"))
    answers.select("id", "quotes", f.explode("entities").alias("e")).selectExpr(*ENTITIES).write.parquet(table("entities"))
    answers.where("line IS NOT NULL").selectExpr(*ERRORS).write.parquet(table("errors"))
    spark.stop()


if __name__ == "__main__":
    main()
