"""How well the transformer of silver.py reads."""

import collections.abc

import numpy as np
import silver_decode as decode
import silver_text as text


def f1(pairs: collections.abc.Iterable[tuple[set, set]]) -> float:
    """Of whole spans, exact, out of pairs of what is wanted and what was found."""
    right = total = 0
    for wanted, got in pairs:
        right, total = right + len(wanted & got), total + len(wanted) + len(got)
    return 200 * right / max(1, total)


def role_f1(articles: text.Articles, scores: np.ndarray, rules: tuple[np.ndarray, np.ndarray]) -> str:
    """Of speakers, cues, contents."""
    wanted = [decode.roles([kind for _, kind, _ in block]) for _, blocks in articles for block in blocks]
    ends = np.cumsum([len(block) for _, blocks in articles for block in blocks])
    got = [decode.roles(decode.best(rows, *rules)) for rows in np.split(scores, ends[:-1])]
    of = lambda spans, role: {span for span in spans if span[2] == role}
    return " / ".join(f"{f1((of(a, role), of(b, role)) for a, b in zip(wanted, got)):.1f}" for role in range(3))


def name_f1(articles: text.Articles, scores: np.ndarray) -> float:
    """Of the three main types together."""
    gold = [kind for _, blocks in articles for block in blocks for _, kind, _ in block]
    main = lambda path: {span for span in decode.names(path) if span[2] < 3}
    return f1([(main(gold), main(scores.argmax(1).tolist()))])


def tree_accuracy(rows: list[text.Sentence], found: list[np.ndarray]) -> str:
    """Of words: right UPOS, right heads, and heads with the right relations too."""
    gold = np.concatenate([np.array([row.upos, row.heads, row.deprels]) for row in rows], axis=1)
    upos, heads, deprels = np.concatenate(found, axis=1) == gold
    return f"UPOS {100 * upos.mean():.2f} UAS {100 * heads.mean():.2f} LAS {100 * (heads & deprels).mean():.2f}"
