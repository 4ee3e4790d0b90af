"""From scores to what they are scores of: spans of roles and of names, and trees."""

import numpy as np
import silver_text as text

# Each role has four classes: begins, goes on, ends, stands alone; the first and the last of them open a span.
PLACES, OPENING, CLASSES = 4, (0, 3), 13
IMPOSSIBLE = -1e9


def allowed(articles: text.Articles) -> tuple[np.ndarray, np.ndarray]:
    """Which class may follow which (the last row: which may begin), and which may end a block, as the annotators did."""
    follows, ends = np.zeros((CLASSES + 1, CLASSES), bool), np.zeros(CLASSES, bool)
    for _, blocks in articles:
        for block in blocks:
            before = CLASSES
            for _, kind, _ in block:
                follows[before, kind] = True
                before = kind
            ends[before] = True
    return follows, ends


def best(rows: np.ndarray, follows: np.ndarray, ends: np.ndarray) -> list[int]:
    """The likeliest allowed sequence (Viterbi)."""
    score, back = np.where(follows[CLASSES], rows[0], IMPOSSIBLE), []
    for row in rows[1:]:
        steps = score[:, None] + np.where(follows[:CLASSES], 0, IMPOSSIBLE)
        back.append(steps.argmax(0))
        score = steps.max(0) + row
    path = [int((score + np.where(ends, 0, IMPOSSIBLE)).argmax())]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    return path[::-1]


def roles(path: list[int]) -> set[tuple[int, int, int]]:
    """Start, end, role."""
    found, start = set(), None
    for i, kind in enumerate([*path, 0]):
        role, place = (kind - 1) // PLACES, (kind - 1) % PLACES
        if start is not None and (not kind or place in OPENING):
            found.add((start[0], i, start[1]))
            start = None
        if kind and start is None:
            start = (i, role)
    return found


def names(path: list[int]) -> set[tuple[int, int, int]]:
    """Start, end, type; a type's classes are its first word and its others."""
    found, start = set(), None
    for i, kind in enumerate([*path, 0]):
        begins = kind and (kind % 2 == 1 or start is None or start[1] != (kind - 1) // 2)
        if start and (not kind or begins):
            found.add((start[0], i, start[1]))
            start = None
        if begins:
            start = (i, (kind - 1) // 2)
    return found


def tree(scores: np.ndarray) -> np.ndarray:
    """The heads of the best tree with one root: a row a word, a column each for the root (0) and the words. Arcs may cross."""
    heads, rows = scores.argmax(1), np.arange(len(scores))
    if is_tree(heads):
        return heads
    candidates = []
    for root in np.argsort(-scores[:, 0])[:2]:
        rooted = scores.copy()
        rooted[:, 0] = rooted[root] = -1e6
        rooted[root, 0] = 0
        heads = spanning(np.concatenate([np.full((1, len(scores) + 1), IMPOSSIBLE), rooted]))[1:]
        candidates.append((scores[rows, heads].sum(), heads))
    return max(candidates, key=lambda candidate: candidate[0])[1]


def is_tree(heads: np.ndarray) -> bool:
    return (heads == 0).sum() == 1 and cycle([-1, *heads]) is None


def cycle(heads) -> list[int] | None:
    """Words that hang on each other in a ring; word 0 hangs on nothing."""
    done = {0}
    for word in range(1, len(heads)):
        path: list[int] = []
        while word not in done and word not in path:
            path.append(word)
            word = int(heads[word])
        if word not in done:
            return path[path.index(word):]
        done.update(path)
    return None


def spanning(scores: np.ndarray) -> np.ndarray:
    """The best tree below word 0 (Chu-Liu-Edmonds): a row a word, a column a head; the head of word 0 is -1."""
    scores = scores.copy()
    np.fill_diagonal(scores, IMPOSSIBLE)
    heads = scores.argmax(1)
    heads[0] = -1
    ring = cycle(heads)
    if ring is None:
        return heads
    # The ring becomes one word, the last, whose head breaks it open at the word where that costs least.
    ring, rest = np.array(ring), np.setdiff1d(np.arange(len(scores)), ring)
    last = len(rest)
    smaller = np.full((last + 1, last + 1), IMPOSSIBLE)
    smaller[:last, :last] = scores[np.ix_(rest, rest)]
    into = scores[np.ix_(ring, rest)] - scores[ring, heads[ring]][:, None]
    smaller[last, :last] = into.max(0)
    out = scores[np.ix_(rest, ring)]
    smaller[:last, last] = out.max(1)
    found = spanning(smaller)
    for word in range(1, last):
        heads[rest[word]] = ring[out[word].argmax()] if found[word] == last else rest[found[word]]
    heads[ring[into[:, found[last]].argmax()]] = rest[found[last]]
    return heads
