"""Makes an archive of any size: lines {"id", "text"} on standard output, for `whosaid analyze --ndjson`.

    python3 tests/archive/make.py 50MB > target/archive.ndjson
    python3 tests/archive/make.py 1MB --odd > target/odd.ndjson

An article is made of paragraphs of real ones, two or three in a row from each, under the headline of one of them; it has as
many as some real article has. The real ones are the research data (`--data`, ../shared/data otherwise) or, where a clone
does not have it, tests/articles. The same arguments and data give the same bytes. With --odd every twentieth line is one of
those that archives have and nobody wants: empty, cut off, not UTF-8, without a text, HTML.
"""

import argparse
import json
import pathlib
import random
import sys
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = ["quotes/polnear.train.jsonl", "quotes/gum_news.train.jsonl", "coref/gum_open.train.jsonl"]
UNITS = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}
ODD = [
    b"",
    b"  ",
    b'{"id": "odd", "text": "cut off',
    b'{"id": "odd", "text": "caf\xe9"}',
    b'{"id": "odd", "title": "No text"}',
    b'{"id": "odd", "text": null}',
    b'{"id": "odd", "text": "<html><body><p class=\\"a\\">\\"We go,\\" said Ann Lee.</p></body></html>"}',
    b'<p class="a">"We go," said Ann Lee.</p>',
    b'["not", "an", "object"]',
    b'{"id": "odd", "text": "\\ud800"}',
    b"\x00\x01\x02",
    b'{"text": "\\"We go,\\" said Ann Lee, who has no id."}',
]


def size(text: str) -> int:
    number = text.rstrip("BGKM")
    return int(float(number) * UNITS[text[len(number) :]])


def real(data: pathlib.Path) -> list[list[str]]:
    """The paragraphs of each real article."""
    files = [file for name in FILES if (file := data / name).exists()]
    texts = [json.loads(line)["text"] for file in files for line in file.open(encoding="utf-8")]
    texts = texts or [file.read_text("utf-8") for file in sorted((ROOT / "tests/articles").glob("*.txt"))]
    articles = [[part for line in text.split("\n") if (part := line.strip())] for text in texts]
    return [article for article in articles if len(article) > 2]


def made(articles: list[list[str]], rng: random.Random) -> Iterator[str]:
    """Articles without end."""
    while True:
        length = len(rng.choice(articles))
        parts = [rng.choice(articles)[0]]
        while len(parts) < length:
            article = rng.choice(articles)
            first = rng.randrange(1, len(article))
            parts += article[first : first + rng.choice((2, 3))]
        yield "\n\n".join(parts[:length])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("size", type=size, help="at least so many bytes: 300000, 50MB, 1GB")
    arguments.add_argument("--data", type=pathlib.Path, default=ROOT / "../shared/data", help="folder of the research data")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--odd", action="store_true", help="put in lines that cannot be read")
    given = arguments.parse_args()
    written = 0
    for number, text in enumerate(made(real(given.data), random.Random(given.seed))):
        if written >= given.size:
            break
        line = json.dumps({"id": f"a{number:07}", "text": text}, ensure_ascii=False).encode()
        if given.odd and number % 20 == 19:
            line = ODD[number // 20 % len(ODD)]
        written += sys.stdout.buffer.write(line + b"\n")


if __name__ == "__main__":
    main()
