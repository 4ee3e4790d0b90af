"""What silver.py learns from and what it reads: articles, treebanks and names, cut into rows of word pieces."""

import collections.abc
import dataclasses
import json
import pathlib
import random

import teacher

# Pieces of a row of neighbouring blocks; pieces of a sentence whose tree is learned or read.
WINDOW, SENTENCE = 380, 250
# The tokenizer's numbers for the first piece of a row, the last one, and a hidden one; REAL is the first number of a real piece.
FIRST, LAST, MASK, REAL = 101, 102, 103, 999
BLANK = -100
# What the case number of a piece tells: the word's shape (8), whether the word began before (2), whether it is the first of its
# block (2), and, in steps of MARK, its place between quotation marks (4).
CASES, MARK = 128, 32
TREEBANKS = ["ewt", "gum"]
# Articles that figures are measured on elsewhere, besides those of the treebanks and of names: nothing here learns from them.
MEASURED = ["quotes/gum_news.dev.jsonl", "coref/gum_open.dev.jsonl"]

# A word, its class, and its place between quotation marks; an article is a name with blocks of words.
Block = list[tuple[str, int, int]]
Articles = list[tuple[str, list[Block]]]
# Word, UPOS, head (0 is the root), relation.
Tree = list[tuple[str, str, int, str]]


@dataclasses.dataclass(eq=False)
class Window:
    """Neighbouring blocks of an article; `where` has, for the first piece of a word, the word's number in the whole corpus."""

    article: int
    guideline: int | None
    ids: list[int] = dataclasses.field(default_factory=list)
    case: list[int] = dataclasses.field(default_factory=list)
    gold: list[int] = dataclasses.field(default_factory=list)
    where: list[int] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(eq=False)
class Sentence:
    """A sentence, `firsts` being the positions of its words' first pieces, with its tree if that is known."""

    ids: list[int]
    case: list[int]
    firsts: list[int]
    upos: list[int]
    heads: list[int]
    deprels: list[int]


Row = Window | Sentence


@dataclasses.dataclass
class Inventory:
    """The names of what trees are labelled with."""

    upos: list[str]
    deprels: list[str]

    @classmethod
    def of(cls, trees: list[tuple[str, Tree]]) -> "Inventory":
        words = [word for _, tree in trees for word in tree]
        return cls(sorted({upos for _, upos, _, _ in words}), sorted({deprel for *_, deprel in words}))

    def deprel(self, name: str) -> int:
        """A relation that training never shows is taken for the one it is a kind of."""
        return self.deprels.index(name if name in self.deprels else name.partition(":")[0])


def articles(path: pathlib.Path) -> Articles:
    """Articles as `train -- texts` writes them for the learning of roles."""
    found: Articles = []
    block: Block = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# doc ") and "\t" not in line:
            found.append((line[6:], []))
        elif line:
            word, kind, mark = line.rsplit("\t", 2)
            block.append((word, int(kind), int(mark)))
        elif block:
            found[-1][1].append(block)
            block = []
    return found


def unread(path: pathlib.Path) -> list[tuple[str, list[list[str]]]]:
    """Articles as `train -- texts` writes them for the reading of trees: names with sentences of words."""
    found: list[tuple[str, list[list[str]]]] = []
    sentence: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# doc "):
            found.append((line[6:], []))
        elif line:
            sentence.append(line)
        elif sentence:
            found[-1][1].append(sentence)
            sentence = []
    return found


def treebank(path: pathlib.Path) -> list[tuple[str, Tree]]:
    """Trees with the names of their documents."""
    found, tree, name = [], [], ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc id = "):
            name = line[14:]
        elif not line and tree:
            found.append((name, tree))
            tree = []
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            # Ranges of words and words that are not there have other numbers.
            if cells[0].isdigit():
                tree.append((cells[1], cells[3], int(cells[6]), cells[7]))
    return found


def measured(data: pathlib.Path) -> set[str]:
    """Documents that something is measured on."""
    names = {name for bank in TREEBANKS for name, _ in treebank(data / f"syntax/{bank}-dev.conllu")}
    names |= {name for file in teacher.MEASURED for name, _ in teacher.read(data / f"ner/{file}.tsv") if name}
    for file in MEASURED:
        for line in (data / file).read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            names.add(document.get("id") or document.get("doc"))
    return names


def labelled(documents) -> Articles:
    """Documents with names, as articles whose sentences are blocks."""
    blocks = lambda sentences: [[(word, teacher.label(tag), 0) for word, tag in sentence] for sentence in sentences]
    return [(name, blocks(sentences)) for name, sentences in documents]


def windows(source: Articles, pieces: teacher.Pieces, guideline: int | None = None) -> list[Window]:
    """Rows of blocks, as many as fit. Names have a guideline, and sentences follow each other; else, blocks are kept apart."""
    rows: list[Window] = []
    number, apart = 0, guideline is None
    for article, (_, blocks) in enumerate(source):
        row = None
        for block in blocks:
            ids, case, firsts = pieces.sentence([word for word, _, _ in block])
            gold, where = [BLANK] * len(ids), [BLANK] * len(ids)
            for (_, kind, mark), start, end in zip(block, firsts, [*firsts[1:], len(ids)]):
                gold[start], where[start] = kind, number
                case[start:end] = [c + MARK * mark for c in case[start:end]]
                number += 1
            for at in range(0, len(ids), WINDOW):
                parts = [column[at:at + WINDOW] for column in (ids, case, gold, where)]
                if row is None or len(row.ids) + len(parts[0]) + apart > WINDOW:
                    row = Window(article, guideline)
                    rows.append(row)
                elif apart:
                    parts = [[blank, *part] for blank, part in zip((LAST, 0, BLANK, BLANK), parts)]
                for column, part in zip((row.ids, row.case, row.gold, row.where), parts):
                    column += part
    return rows


def sentence(words: list[str], pieces: teacher.Pieces) -> Sentence | None:
    """A sentence without a tree; nothing if it is too long."""
    ids, case, firsts = pieces.sentence(words)
    return Sentence(ids, case, firsts, [], [], []) if len(ids) <= SENTENCE else None


def sentences(trees: list[tuple[str, Tree]], names: Inventory, pieces: teacher.Pieces) -> list[Sentence]:
    """Annotated sentences, without those that are too long."""
    rows = []
    for _, tree in trees:
        row = sentence([word for word, *_ in tree], pieces)
        if row:
            row.upos = [names.upos.index(upos) for _, upos, _, _ in tree]
            row.heads = [head for _, _, head, _ in tree]
            row.deprels = [names.deprel(deprel) for *_, deprel in tree]
            rows.append(row)
    return rows


def batches(rows: list[Row], size: int) -> collections.abc.Iterator[list[Row]]:
    """Rows of like length together, of at most so many pieces once they are filled up."""
    some: list[Row] = []
    for row in sorted(rows, key=lambda row: len(row.ids)):
        if some and (len(row.ids) + 2) * (len(some) + 1) > size:
            yield some
            some = []
        some.append(row)
    if some:
        yield some


class Feed:
    """Batches without end, each row once a round."""

    # So many rows are sorted by length together: sorted all at once, the same rows would always meet.
    SHUFFLED = 4000

    def __init__(self, rows: list[Row], size: int, seed: int):
        self.rows, self.size, self.random, self.waiting = list(rows), size, random.Random(seed), []

    def next(self) -> list[Row]:
        if not self.waiting:
            self.random.shuffle(self.rows)
            for at in range(0, len(self.rows), self.SHUFFLED):
                self.waiting += batches(self.rows[at:at + self.SHUFFLED], self.size)
            self.random.shuffle(self.waiting)
        return self.waiting.pop()
