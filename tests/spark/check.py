"""Runs src/spark/read_archive.py on two real workers, kills processes of theirs, and compares with one machine, row by row.

Started by tests/spark/run.sh. The archive has lines that cannot be read; while it is read, an executor (a JVM that has
finished tasks), a program that reads and a Python worker are killed by SIGKILL, each found among the descendants of the job.
Then the same articles from Parquet, undisturbed.
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "target/release/whosaid"
FOLDER = ROOT / "target/spark"
SPEECH = ("direct", "mixed", "indirect")


def descendants(pid: int) -> dict[int, tuple[int, str]]:
    """Of each process below this one, its parent and its command."""
    all_, below = {}, {pid}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text("utf-8").rsplit(")", 1)[1].split()[1])
            command = stat.with_name("cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        all_[int(stat.parent.name)] = (parent, command)
    grown = True
    while grown:
        more = {child for child, (parent, _) in all_.items() if parent in below} - below
        below |= more
        grown = bool(more)
    return {child: all_[child] for child in below - {pid} if child in all_}


def victim(kind: str, job: int) -> int | None:
    """A process of this kind that is reading now."""
    family = descendants(job)
    for reader, (parent, command) in family.items():
        if " analyze --ndjson " not in command:
            continue
        if kind == "program":
            return reader
        if kind == "Python worker":
            return parent
        while parent in family and "CoarseGrainedExecutorBackend" not in family[parent][1]:
            parent = family[parent][0]
        return parent if parent in family else None
    return None


def run(name: str, *arguments: str, kill: tuple[str, ...] = ()) -> pathlib.Path:
    """The job's output, when it has ended well."""
    output, log = FOLDER / name, FOLDER / f"{name}.log"
    shutil.rmtree(output, ignore_errors=True)
    command = [pathlib.Path(sys.executable).with_name("spark-submit"), "--master", "local-cluster[2,1,1024]"]
    command += ["--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.ui.enabled=false", "--files", PROGRAM]
    command += [ROOT / "src/spark/read_archive.py", "--output", output, *arguments]
    here = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_WORKER_DIR": str(FOLDER / "workers")}
    left, begun = list(kill), time.monotonic()
    with log.open("w") as out:
        job = subprocess.Popen(command, stdout=out, stderr=out, env=os.environ | here, cwd=FOLDER)
    while job.poll() is None:
        # So that finished work is lost too, and each is killed after the one before it was made good.
        finished = len(list(output.glob("answers/_temporary/*/task_*")))
        if left and finished > len(kill) - len(left) and (pid := victim(left[0], job.pid)):
            os.kill(pid, signal.SIGKILL)
            print(f"killed the {left.pop(0)} {pid} after {finished} finished tasks", flush=True)
        time.sleep(0.02)
    text = log.read_text("utf-8")
    assert job.returncode == 0, f"status {job.returncode}, see {log}"
    assert not left, f"ended before the {left[0]} was killed; a larger archive lasts longer"
    if kill:
        assert "Lost executor" in text and "SIGKILL" in text or "137" in text, f"nothing was lost, says {log}"
    print(f"{name}: {time.monotonic() - begun:.0f} s, {text.count('Lost task')} tasks lost and done again", flush=True)
    return output


def single(archive: pathlib.Path) -> dict[str, list[dict]]:
    """The tables of one machine, made of what the program says without Spark."""
    done = subprocess.run([PROGRAM, "analyze", "--ndjson", archive], stdout=subprocess.PIPE, check=False)
    assert done.returncode == 1, "the archive has bad lines"
    said, asked = done.stdout.decode().splitlines(), archive.read_bytes().split(b"\n")
    rows = {"answers": [], "quotes": [], "entities": [], "errors": []}
    for answer in said:
        report = json.loads(answer)
        line, article = None, report.get("id")
        if "error" in report:
            line = asked[report["line"] - 1][:200].decode(errors="replace")
            rows["errors"].append({"article": article, "error": report["error"], "line": line})
            # The number of the line is one of the task's, not of the file's.
            answer = ""
        rows["answers"].append({"answer": answer, "line": line})
        entities = {entity["id"]: entity for entity in report.get("entities", [])}
        for q in report.get("quotes", []):
            who = entities.get(q["speaker_entity"], {})
            text = {key: (q[key] or {}).get("text") for key in ("speaker", "cue", "addressee")}
            rows["quotes"].append({
                "article": article, "quote": q["id"], "kind": q["kind"], "words": " … ".join(p["text"] for p in q["content"]),
                "speaker": who.get("name", text["speaker"]), "speaker_type": who.get("type"),
                "source_type": who.get("source_type"), "speaker_role": next(iter(who.get("roles", [])), None),
                "speaker_in_text": text["speaker"], "speaker_entity": q["speaker_entity"], "cue": text["cue"],
                "addressee": text["addressee"], "confidence": float(q["confidence"]), "rule": q["rule"],
                "start": q["content"][0]["start"], "end": q["content"][-1]["end"], "offsets": report["offsets"],
            })  # fmt: skip
        for e in entities.values():
            others = [m["text"] for m in e["mentions"] if m["kind"] != "pronoun" and m["text"] != e["name"]]
            quotes = [q for q in report["quotes"] if q["speaker_entity"] == e["id"] and q["kind"] in SPEECH]
            rows["entities"].append({
                "article": article, "entity": e["id"], "type": e["type"], "name": e["name"],
                "source_type": e.get("source_type"), "roles": "; ".join(e["roles"]), "value": e.get("value"),
                "also_called": "; ".join(dict.fromkeys(others)), "mentions": len(e["mentions"]), "quotes": len(quotes),
            })  # fmt: skip
    return rows


def compare(output: pathlib.Path, expected: dict[str, list[dict]], tables: tuple[str, ...]) -> None:
    for table in tables:
        got = pq.read_table(output / table).to_pylist()
        for row in got:
            file = row.pop("file", None)
            assert file is None or pathlib.Path(file).name.startswith("archive."), file
            if table == "answers" and row["line"] is not None:
                row["answer"] = ""
        rows = [sorted(map(repr_sorted, side)) for side in (got, expected[table])]
        assert len(rows[0]) == len(rows[1]), f"{table}: {len(rows[0])} rows, {len(rows[1])} on one machine"
        for here, there in zip(*rows, strict=True):
            assert here == there, f"{table}:\n{here}\n{there}"
        print(f"  {table}: {len(got)} rows, all as on one machine", flush=True)


def repr_sorted(row: dict) -> str:
    return json.dumps(row, sort_keys=True, ensure_ascii=False)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    archive, parquet = FOLDER / "archive.ndjson", FOLDER / "archive.parquet"
    with archive.open("wb") as out:
        subprocess.run([sys.executable, ROOT / "tests/archive/make.py", sys.argv[1], "--odd"], stdout=out, check=True)
    begun = time.monotonic()
    expected = single(archive)
    print(f"one machine: {time.monotonic() - begun:.0f} s", flush=True)
    kills = ("executor", "program", "Python worker")
    # Some twenty tasks.
    task = f"{archive.stat().st_size // 20}"
    said = run("killed", "--input", str(archive), "--task-bytes", task, kill=kills)
    compare(said, expected, ("answers", "quotes", "entities", "errors"))
    articles = [json.loads(answer["answer"])["id"] for answer in expected["answers"] if answer["answer"]]
    texts = {}
    for line in archive.read_bytes().split(b"\n"):
        if line.startswith(b'{"id": "a'):
            article = json.loads(line)
            texts[article["id"]] = article["text"]
    assert set(articles) == {*texts, None}
    table = pa.table({"key": list(texts), "body": list(texts.values())})
    pq.write_table(table, parquet)
    named = {name: [row for row in expected[name] if row["article"] in texts] for name in ("quotes", "entities")}
    said = run("undisturbed", "--input", str(parquet), "--format", "parquet", "--id", "key", "--text", "body", "--partitions", "6")
    compare(said, named, ("quotes", "entities"))


if __name__ == "__main__":
    main()
