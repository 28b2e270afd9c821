#!/usr/bin/env python3
"""The sweep of the source notebook in plain PyTorch: what gpicl's whole sweeps are timed against.

    notebook_loop.py DATA/mnist                      the grid of jobs/mnist-small.yaml
    notebook_loop.py DATA/mnist --models transformer --tasks 4096 --steps 1400
    notebook_loop.py DATA/mnist --recipe notebook --models transformer --tasks 1024 \\
        --widths 2,4,8,16,32,64 --steps 200          the notebook's widths, shortened

The folder holds MNIST's four IDX files, gzipped or not. Each core trains a cell of its own on one
thread, the longest cells first: for models this small, that is the most that PyTorch makes of them.
Needs PyTorch 2.0 or newer, and peer.py beside this file for the models.
"""

import argparse
import gzip
import math
import multiprocessing
import os
import time
from dataclasses import dataclass, field

import torch
from torch import nn
from torch.nn import functional as F

from peer import build

SMALL = dict(size=7, classes=5, standardised=True, matrix_scale=1 / 7, label_scale=5.0)
SMALL |= dict(length=40, layers=2, heads=4, positions=["learned", "alibi"], activation="gelu-erf")
SMALL |= dict(input_norm=False, dropout=0.0, gpt=False, clip=1.0)
SMALL |= dict(batch=64, steps=3600, rate=2e-3, warmup=200, cosine=0, stored=False, every=200)
SMALL |= dict(mlp_epochs=5, mlp_samples=200_000, seen_tasks=128, unseen_tasks=128)
NOTEBOOK = dict(size=28, classes=10, standardised=False, matrix_scale=1 / 784, label_scale=1.0)
NOTEBOOK |= dict(length=100, layers=4, heads=1, positions=["learned"], activation="gelu-tanh")
NOTEBOOK |= dict(input_norm=True, dropout=0.1, gpt=True, clip=0.0)
# The notebook counts its schedule in epochs, and stores one sequence for each task.
NOTEBOOK |= dict(batch=128, steps=100_000, rate=1e-2, warmup=500, cosine=100_000, stored=True, every=500)
NOTEBOOK |= dict(mlp_epochs=10, mlp_samples=1_000_000, seen_tasks=1024, unseen_tasks=None)
RECIPES = {"small": SMALL, "notebook": NOTEBOOK}
MLP_BATCH, MLP_RATE, MLP_EVALUATION = 128, 0.1, 100_000
LARGEST_TABLE = 2**28  # numbers in the matrices of all tasks


def idx(folder, name):
    path = os.path.join(folder, name)
    with gzip.open(path + ".gz") if os.path.exists(path + ".gz") else open(path, "rb") as file:
        data = bytearray(file.read())
    shape = [int.from_bytes(data[4 + 4 * k : 8 + 4 * k], "big") for k in range(data[3])]
    return torch.frombuffer(data, dtype=torch.uint8, offset=4 + 4 * data[3]).reshape(shape)


def images(folder, recipe):
    """Images [count, d] and labels of both splits, train first."""
    splits = []
    for split in ("train", "t10k"):
        pixels = idx(folder, f"{split}-images-idx3-ubyte").float()[:, None] / 255
        labels = idx(folder, f"{split}-labels-idx1-ubyte").long()
        kept = labels < recipe["classes"]
        small = F.adaptive_avg_pool2d(pixels[kept], recipe["size"]).flatten(1)
        splits.append((small, labels[kept]))
    if recipe["standardised"]:
        mean, deviation = splits[0][0].mean(), splits[0][0].std()
        splits = [((small - mean) / deviation, labels) for small, labels in splits]
    return splits


class Tasks:
    """Random projections and label permutations, drawn from the seed and the task's number."""

    def __init__(self, count, d, recipe, seed, unseen=False):
        self.count, self.d, self.scale = count, d, recipe["matrix_scale"]
        self.seed = 2 * seed + unseen
        generator = torch.Generator().manual_seed(self.seed)
        draws = torch.rand(count, recipe["classes"], generator=generator)
        self.permutations = draws.argsort(dim=1)
        self.table = None
        if count * d * d <= LARGEST_TABLE:
            self.table = torch.randn(count, d, d, generator=generator) * self.scale

    def matrices(self, ids):
        if self.table is not None:
            return self.table[ids]
        return torch.stack([self.matrix(int(i)) for i in ids])

    def matrix(self, task):
        generator = torch.Generator().manual_seed((self.seed << 40) + task)
        return torch.randn(self.d, self.d, generator=generator) * self.scale


def sequences(tasks, ids, split, recipe):
    """Tokens [count, length, d + classes] and labels [count, length] of new sequences."""
    pixels, digits = split
    drawn = torch.randint(len(pixels), (len(ids), recipe["length"]))
    x = pixels[drawn] @ tasks.matrices(ids).transpose(1, 2)
    y = tasks.permutations[ids].gather(1, digits[drawn])
    previous = recipe["label_scale"] * F.one_hot(y, recipe["classes"]).float().roll(1, dims=1)
    previous[:, 0] = 0
    return torch.cat([x, previous], dim=2), y


def samples(tasks, count, split):
    """Normalised samples [count, d] and labels, as many of each task."""
    pixels, digits = split
    ids = torch.arange(count) * tasks.count // count
    drawn = torch.randint(len(pixels), (count,))
    x = torch.empty(count, tasks.d)
    for chunk in torch.arange(count).split(4096 if tasks.table is not None else 64):
        matrices = tasks.matrices(ids[chunk])
        x[chunk] = (matrices @ pixels[drawn[chunk], :, None]).squeeze(2)
    y = tasks.permutations[ids].gather(1, digits[drawn, None]).squeeze(1)
    deviation = x.std(dim=0, correction=0)
    return (x - x.mean(dim=0)) / torch.where(deviation > 0, deviation, 1.0), y


@torch.no_grad()
def accuracy(model, batches):
    model.eval()
    right = [(model(x).argmax(-1) == y).float().mean() * len(x) for x, y in batches]
    model.train()
    return float(sum(right)) / sum(len(x) for x, _ in batches)


def chunks(data, size):
    return list(zip(*(part.split(size) for part in data)))


@dataclass
class Cell:
    model: str
    tasks: int
    width: int
    seed: int
    folder: str
    recipe: dict
    compiled: bool
    results: dict = field(default_factory=dict)


def transformer(cell, d):
    r = cell.recipe
    shape = dict(kind="transformer", inputs=d + r["classes"], width=cell.width, inner=4 * cell.width)
    keys = ("classes", "length", "layers", "heads", "positions", "activation")
    slopes = [2 ** (-8 * i / r["heads"]) if "alibi" in r["positions"] else 0.0 for i in range(r["heads"])]
    shape |= dict(inputNorm=r["input_norm"], normEpsilon=1e-5, alibiSlopes=slopes)
    model = build(shape | {key: r[key] for key in keys}, r["dropout"])
    nn.init.normal_(model.positions.weight, std=0.02)
    for name, parameter in model.blocks.named_parameters():
        if r["gpt"] and "norm" not in name:
            residual = "projection" in name or "contract" in name
            std = 0.02 / math.sqrt(2 * r["layers"]) if residual else 0.02
            nn.init.zeros_(parameter) if name.endswith("bias") else nn.init.normal_(parameter, std=std)
    return model


def learning_rate(recipe, step, tasks):
    unit = step // math.ceil(tasks / recipe["batch"]) if recipe["stored"] else step
    if unit < recipe["warmup"]:
        return recipe["rate"] * (unit + 1) / recipe["warmup"]
    if not recipe["cosine"]:
        return recipe["rate"]
    done = min(1.0, (unit - recipe["warmup"]) / (recipe["cosine"] - recipe["warmup"]))
    return recipe["rate"] * 0.5 * (1 + math.cos(math.pi * done))


def stored_sequences(tasks, split, recipe):
    """One sequence for each task, in half precision, in batches of epochs without end."""
    parts = [sequences(tasks, ids, split, recipe) for ids in torch.arange(tasks.count).split(32)]
    x, y = torch.cat([part[0].half() for part in parts]), torch.cat([part[1] for part in parts])
    while True:
        for batch in torch.randperm(len(x)).split(recipe["batch"]):
            yield x[batch].float(), y[batch]


def fresh_sequences(tasks, split, recipe):
    while True:
        yield sequences(tasks, torch.randint(tasks.count, (recipe["batch"],)), split, recipe)


def train_transformer(cell, train, held_out, tasks, unseen):
    r = cell.recipe
    model = transformer(cell, tasks.d)
    compiled = torch.compile(model) if cell.compiled else model
    seen = chunks(sequences(tasks, torch.arange(min(r["seen_tasks"], tasks.count)), held_out, r), 64)
    optimiser = torch.optim.Adam(model.parameters(), fused=True)
    batches = (stored_sequences if r["stored"] else fresh_sequences)(tasks, train, r)
    best = 0.0
    for step in range(r["steps"]):
        optimiser.param_groups[0]["lr"] = learning_rate(r, step, tasks.count)
        x, y = next(batches)
        loss = F.cross_entropy(compiled(x).flatten(0, 1), y.flatten())
        optimiser.zero_grad()
        loss.backward()
        if r["clip"]:
            nn.utils.clip_grad_norm_(model.parameters(), r["clip"])
        optimiser.step()
        if (step + 1) % r["every"] == 0 or step + 1 == r["steps"]:
            best = max(best, accuracy(model, seen))
    new = chunks(sequences(unseen, torch.arange(unseen.count), held_out, r), 64)
    return best, accuracy(model, new)


def train_mlp(cell, train, held_out, tasks, unseen):
    r = cell.recipe
    model = build(
        dict(kind="mlp", inputs=tasks.d, hidden=cell.width, classes=r["classes"], finalRelu=True), 0.0
    )
    x, y = samples(tasks, r["mlp_samples"], train)
    known = Tasks(min(r["seen_tasks"], tasks.count), tasks.d, r, cell.seed)
    known.table, known.permutations = tasks.matrices(torch.arange(known.count)), tasks.permutations
    seen = [samples(known, min(MLP_EVALUATION, 10_000 * known.count), held_out)]
    optimiser = torch.optim.SGD(model.parameters(), lr=MLP_RATE)
    best = 0.0
    for _ in range(r["mlp_epochs"]):
        for batch in torch.randperm(len(x)).split(MLP_BATCH):
            loss = F.cross_entropy(model(x[batch]), y[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        best = max(best, accuracy(model, seen))
    new = [samples(unseen, min(MLP_EVALUATION, 10_000 * unseen.count), held_out)]
    return best, accuracy(model, new)


def train(cell):
    torch.set_num_threads(1)
    torch.manual_seed(cell.seed)
    begin, r = time.perf_counter(), cell.recipe
    train_split, held_out = images(cell.folder, r)
    d = train_split[0].shape[1]
    tasks = Tasks(cell.tasks, d, r, cell.seed)
    count = r["unseen_tasks"] or max(1, int(math.log2(cell.tasks)))
    unseen = Tasks(count, d, r, cell.seed, unseen=True)
    work = train_transformer if cell.model == "transformer" else train_mlp
    seen_accuracy, unseen_accuracy = work(cell, train_split, held_out, tasks, unseen)
    cell.results = dict(seen=seen_accuracy, unseen=unseen_accuracy, seconds=time.perf_counter() - begin)
    return cell


def numbers(text):
    return [int(part) for part in text.split(",")]


def main():
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("folder")
    parser.add_argument("--recipe", choices=RECIPES, default="small")
    parser.add_argument("--models", type=lambda text: text.split(","), default=["transformer", "mlp"])
    parser.add_argument("--tasks", type=numbers, default=[1, 16, 64, 256, 1024, 4096, 16384])
    parser.add_argument("--widths", type=numbers, default=[64])
    parser.add_argument("--seeds", type=numbers, default=[0])
    parser.add_argument("--steps", type=int, help="of each transformer, instead of the recipe's")
    parser.add_argument("--compile", action="store_true", help="transformers by torch.compile")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    given = parser.parse_args()
    recipe = RECIPES[given.recipe] | ({"steps": given.steps} if given.steps else {})
    cells = [
        Cell(model, tasks, width, seed, given.folder, recipe, given.compile)
        for model in given.models for tasks in given.tasks for width in given.widths for seed in given.seeds
    ]  # fmt: skip
    cells.sort(key=lambda cell: (cell.model == "transformer", cell.width), reverse=True)
    begin = time.perf_counter()
    print("model        tasks  width  seed  seen   unseen  seconds")
    with multiprocessing.get_context("spawn").Pool(min(given.processes, len(cells))) as pool:
        for cell in pool.imap_unordered(train, cells):
            row = (cell.model, cell.tasks, cell.width, cell.seed, *cell.results.values())
            print("{:11} {:6} {:6} {:5}  {:.3f}  {:.3f}  {:8.1f}".format(*row), flush=True)
    print(f"{len(cells)} cells in {time.perf_counter() - begin:.1f} seconds, PyTorch {torch.__version__}")


if __name__ == "__main__":
    main()
