"""The transformer of silver.py: one encoder, and what it tells of masked words, names, trees and roles."""

import collections.abc
import math

import silver_text as text
import teacher
import torch
import torch.nn.functional as F
from torch.nn.utils.rnn import pad_sequence

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
ROLE_CLASSES = 13
# What is dropped while learning, in the encoder and between it and the trees.
DROPPED, DROPPED_TREES = 0.1, 0.2
# Widths of what arcs and their labels are told from.
ARC, LABEL = 384, 128
# How often a piece is to be guessed; of these, how many are hidden, and how many are others.
GUESSED, HIDDEN, OTHER = 0.15, 0.8, 0.1
# A class that an annotator did not give is not all wrong.
SMOOTHING = 0.02


class Masked(torch.nn.Module):
    """Which word stood where one is hidden."""

    def __init__(self, width: int, words: int):
        super().__init__()
        self.turn, self.bias = torch.nn.Linear(width, width), torch.nn.Parameter(torch.zeros(words))

    def forward(self, states, words):
        states = F.gelu(self.turn(states))
        return (states @ words.to(states.dtype).T).float() + self.bias


class Trees(torch.nn.Module):
    """Word by word, how well each other word, or the root, would do as its head (biaffine), with tags and relations."""

    def __init__(self, width: int, upos: int, deprels: int):
        super().__init__()
        self.upos = torch.nn.Linear(width, upos)
        self.arc_word, self.arc_head = torch.nn.Linear(width, ARC), torch.nn.Linear(width, ARC)
        self.label_word, self.label_head = torch.nn.Linear(width, LABEL), torch.nn.Linear(width, LABEL)
        self.arcs = torch.nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.labels = torch.nn.Parameter(torch.randn(deprels, LABEL + 1, LABEL + 1) * 0.05)

    def forward(self, states, firsts):
        """Scores of heads (words, root + words) and of UPOS, and what `deprels` needs. The first piece of all is the root."""
        words = states.gather(1, firsts[:, :, None].expand(-1, -1, states.shape[2]))
        heads = torch.cat([states[:, :1], words], 1)
        turn = lambda layer, x: F.dropout(F.gelu(layer(x)), DROPPED_TREES, self.training)
        word, head = turn(self.arc_word, words), turn(self.arc_head, heads)
        arcs = self.with_one(word) @ self.arcs.to(word.dtype) @ head.transpose(1, 2) / math.sqrt(ARC)
        there = F.pad(firsts > 0, (1, 0), value=True)
        arcs = arcs.float().masked_fill(~there[:, None, :], -1e9)
        return arcs, self.upos(words).float(), turn(self.label_word, words), turn(self.label_head, heads)

    def deprels(self, word, head):
        """Scores of the relations of pairs of words."""
        pair = (self.with_one(word), self.labels.to(word.dtype), self.with_one(head))
        return torch.einsum("ni,lij,nj->nl", *pair).float()

    @staticmethod
    def with_one(x):
        return F.pad(x, (0, 1), value=1.0)


class Reader(teacher.Teacher):
    """The teacher of names, which learns words' vectors too, drops some of what it makes, and has more than one thing to tell."""

    def __init__(self, names: text.Inventory):
        super().__init__()
        words, width = self.words.weight.shape
        self.words.weight.requires_grad_(True)
        self.case = torch.nn.Embedding(text.CASES, width)
        torch.nn.init.zeros_(self.case.weight)
        self.dropout = torch.nn.Dropout(DROPPED)
        for layer in self.layers:
            layer.out, layer.down = torch.nn.Sequential(layer.out, self.dropout), torch.nn.Sequential(layer.down, self.dropout)
        self.head = torch.nn.ModuleDict({
            "names": torch.nn.Linear(width, len(teacher.LABELS)),
            "roles": torch.nn.Linear(width, ROLE_CLASSES),
            "masked": Masked(width, words),
            "trees": Trees(width, len(names.upos), len(names.deprels)),
        })

    def forward(self, pieces, case, guideline=None):
        """States of all pieces."""
        mask = torch.where(pieces == 0, -1e4, 0.0)[:, None, None, :].to(torch.bfloat16)
        x = self.words(pieces) + self.places(torch.arange(pieces.shape[1], device=DEVICE)) + self.segment + self.case(case)
        if guideline is not None:
            x = x + self.guideline(guideline)[:, None]
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def window_batch(rows: list[text.Window]):
    """Pieces, cases, guidelines if there are any, and classes."""
    some = teacher.batch([(row.guideline or 0, row.ids, row.case, row.gold) for row in rows])
    pieces, case, guideline, gold = (column.to(DEVICE) for column in some)
    return pieces, case, None if rows[0].guideline is None else guideline, gold


def sentence_batch(rows: list[text.Sentence]):
    """Pieces, cases, and where words begin; 0 where there is none."""
    pieces, case, _, _ = teacher.batch([(0, row.ids, row.case, row.case) for row in rows])
    return pieces.to(DEVICE), case.to(DEVICE), filled([[first + 1 for first in row.firsts] for row in rows])


def filled(columns: list[list[int]]) -> torch.Tensor:
    return pad_sequence([torch.tensor(column) for column in columns], batch_first=True).to(DEVICE)


def masked_loss(model: Reader, rows: list[text.Window]) -> torch.Tensor:
    pieces, case, _, _ = window_batch(rows)
    guessed = (torch.rand(pieces.shape, device=DEVICE) < GUESSED) & (pieces != 0) & (pieces != text.FIRST) & (pieces != text.LAST)
    chance = torch.rand(pieces.shape, device=DEVICE)
    shown = torch.where(guessed & (chance < HIDDEN), text.MASK, pieces)
    others = torch.randint_like(pieces, text.REAL, len(model.words.weight))
    shown = torch.where(guessed & (chance > 1 - OTHER), others, shown)
    return F.cross_entropy(model.head["masked"](model(shown, case)[guessed], model.words.weight), pieces[guessed])


def tree_loss(model: Reader, rows: list[text.Sentence]) -> torch.Tensor:
    pieces, case, firsts = sentence_batch(rows)
    trees = model.head["trees"]
    arcs, upos, word, head = trees(model(pieces, case), firsts)
    b, w = (firsts > 0).nonzero(as_tuple=True)
    gold = [filled([getattr(row, column) for row in rows])[b, w] for column in ("heads", "upos", "deprels")]
    scores = arcs[b, w], upos[b, w], trees.deprels(word[b, w], head[b, gold[0]])
    return sum(F.cross_entropy(of, right) for of, right in zip(scores, gold))


def class_loss(task: str) -> collections.abc.Callable[[Reader, list[text.Window]], torch.Tensor]:
    """How wrong the classes of words are: names or roles."""
    smoothing = SMOOTHING if task == "roles" else 0.0

    def loss(model: Reader, rows: list[text.Window]) -> torch.Tensor:
        pieces, case, guideline, gold = window_batch(rows)
        scores = model.head[task](model(pieces, case, guideline)).float().flatten(0, 1)
        return F.cross_entropy(scores, gold.flatten(), ignore_index=text.BLANK, label_smoothing=smoothing)

    return loss
