"""The files of silver.py, as `silver.rs` reads them. All are packed with brotli; of articles, they hold names and no text."""

import collections.abc
import struct

import brotli
import numpy as np
import silver_text as text

# Chances are sharpened by this power; their logarithms are told in whole steps, as many as four bits count.
SHARPENED, STEP, STEPS = 1.5, 0.4, 15
# Words of the sentences whose trees are kept: of shorter ones there is little to learn, and longer ones are often lists.
SHORTEST, LONGEST = 4, 70


def packed(out: bytearray) -> bytes:
    return brotli.compress(bytes(out), quality=11, lgwin=24)


def head(name: str, count: int) -> bytes:
    """How an article begins: its name up to the end of the line, and how many parts it has."""
    return name.encode() + b"\n" + struct.pack("<I", count)


def in_steps(read: list[tuple[text.Articles, np.ndarray]], sharpened: float) -> collections.abc.Iterator:
    """Article by article, its name, and of every word the likelier classes with the steps of their chances."""
    for articles, scores in read:
        logs = scores * sharpened
        logs = logs - np.log(np.exp(logs).sum(1, keepdims=True))
        steps = np.rint(logs / -STEP).astype(int)
        at = 0
        for name, blocks in articles:
            count = sum(map(len, blocks))
            yield name, [[(int(kind), int(row[kind])) for kind in np.flatnonzero(row < STEPS)] for row in steps[at:at + count]]
            at += count


def roles(read: list[tuple[text.Articles, np.ndarray]]) -> bytes:
    """Articles with a row a word: how many classes are not too unlikely, then each one's number and its steps in a byte."""
    out = bytearray()
    for name, rows in in_steps(read, SHARPENED):
        out += head(name, len(rows))
        for row in rows:
            out.append(len(row))
            out += bytes(kind << 4 | step for kind, step in row)
    return packed(out)


def names(read: list[tuple[text.Articles, np.ndarray]]) -> bytes:
    """The same, a class's number and its steps in a byte each; no classes where the word is surely outside of names."""
    out = bytearray()
    for name, rows in in_steps(read, 1.0):
        out += head(name, len(rows))
        for row in rows:
            told = [] if row == [(0, 0)] else row
            out.append(len(told))
            out += bytes(number for pair in told for number in pair)
    return packed(out)


def trees(read: list[tuple[str, list[np.ndarray | None]]], names: text.Inventory) -> bytes:
    """The names of UPOS and of relations, a line each. Then articles, with, sentence by sentence, its words (0: its tree is not
    kept), and of all words UPOS, relations, and how far off their heads are (0: the root)."""
    out = bytearray((" ".join(names.upos) + "\n" + " ".join(names.deprels) + "\n").encode())
    for name, sentences in read:
        out += head(name, len(sentences))
        for sentence in sentences:
            if sentence is None or not SHORTEST <= sentence.shape[1] <= LONGEST or np.sum(sentence[1] == 0) != 1:
                out.append(0)
                continue
            upos, heads, deprels = sentence
            out.append(len(heads))
            out += bytes(upos.tolist()) + bytes(deprels.tolist())
            out += np.where(heads == 0, 0, heads - np.arange(1, len(heads) + 1)).astype(np.int8).tobytes()
    return packed(out)
