"""Loads a trained cell into PyTorch and evaluates it on the examples that gpicl evaluated it on.

    gpicl export NAME --cells CELL
    gpicl examples NAME CELL --predictions
    python load_cell.py CELL.safetensors CELL-unseen.npz

Needs PyTorch 1.12 or newer and NumPy. docs/formats.md describes both files, docs/model.md the models.
"""

import json
import math
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class Mlp(nn.Module):
    def __init__(self, spec):
        super().__init__()
        sizes = [spec["inputs"], spec["hidden"], spec["hidden"], spec["classes"]]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.final_relu = spec["finalRelu"]

    def forward(self, x):  # [batch, 1, inputs] -> [batch, 1, classes]
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < 2 or self.final_relu:
                x = F.relu(x)
        return x


class Attention(nn.Module):
    def __init__(self, spec):
        super().__init__()
        width, self.heads = spec["width"], spec["heads"]
        self.qkv = nn.Linear(width, 3 * width)
        self.projection = nn.Linear(width, width)
        self.slopes = torch.tensor(spec["alibiSlopes"])[:, None, None]

    def forward(self, x):
        batch, length, width = x.shape
        q, k, v = (
            part.view(batch, length, self.heads, -1).transpose(1, 2)
            for part in self.qkv(x).chunk(3, dim=-1)
        )
        at = torch.arange(length)
        distance = at[:, None] - at[None, :]
        scores = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) - self.slopes * distance
        weights = scores.masked_fill(distance < 0, -math.inf).softmax(dim=-1)
        return self.projection((weights @ v).transpose(1, 2).reshape(x.shape))


class Block(nn.Module):
    def __init__(self, spec):
        super().__init__()
        width, epsilon = spec["width"], spec["normEpsilon"]
        self.norm1 = nn.LayerNorm(width, eps=epsilon)
        self.attn = Attention(spec)
        self.norm2 = nn.LayerNorm(width, eps=epsilon)
        self.mlp = nn.ModuleDict(
            {
                "expand": nn.Linear(width, spec["inner"]),
                "contract": nn.Linear(spec["inner"], width),
            }
        )
        self.gelu = nn.GELU(approximate="tanh" if spec["activation"] == "gelu-tanh" else "none")

    def forward(self, h):
        h = h + self.attn(self.norm1(h))
        return h + self.mlp["contract"](self.gelu(self.mlp["expand"](self.norm2(h))))


class Transformer(nn.Module):
    def __init__(self, spec):
        super().__init__()
        width, length, epsilon = spec["width"], spec["length"], spec["normEpsilon"]
        self.kinds = spec["positions"]
        self.input = nn.Linear(spec["inputs"], width)
        self.input_norm = nn.LayerNorm(width, eps=epsilon) if spec["inputNorm"] else nn.Identity()
        if "learned" in self.kinds:
            self.positions = nn.Embedding(length, width)
        if "sinusoidal" in self.kinds:
            at, k = torch.arange(length)[:, None], torch.arange(width)[None, :]
            angle = at / 10000 ** ((k - k % 2) / width)
            self.sinusoids = torch.where(k % 2 == 0, angle.sin(), angle.cos())
        self.blocks = nn.ModuleList(Block(spec) for _ in range(spec["layers"]))
        self.final_norm = nn.LayerNorm(width, eps=epsilon)
        self.output = nn.Linear(width, spec["classes"])

    def forward(self, tokens):  # [batch, position, inputs] -> [batch, position, classes]
        length = tokens.shape[1]
        h = self.input_norm(self.input(tokens))
        if "learned" in self.kinds:
            h = h + self.positions.weight[:length]
        if "sinusoidal" in self.kinds:
            h = h + self.sinusoids[:length]
        for block in self.blocks:
            h = block(h)
        return self.output(self.final_norm(h))


class Lstm(nn.Module):
    def __init__(self, spec):
        super().__init__()
        self.lstm = nn.LSTM(spec["inputs"], spec["width"], batch_first=True)
        self.output = nn.Linear(spec["width"], spec["classes"])

    def forward(self, tokens):  # [batch, position, inputs] -> [batch, position, classes]
        return self.output(self.lstm(tokens)[0])


class OpLstm(nn.Module):
    def __init__(self, spec):
        super().__init__()
        width, self.heads = spec["width"], spec["heads"]
        self.input = nn.Linear(spec["inputs"], 8 * width)
        self.recurrent = nn.Linear(width, 8 * width, bias=False)
        self.key_scale = nn.Parameter(torch.zeros(1))
        self.output = nn.Linear(width, spec["classes"])

    def forward(self, tokens):  # [batch, position, inputs] -> [batch, position, classes]
        size = self.recurrent.in_features // self.heads
        h = tokens.new_zeros(len(tokens), self.heads * size)
        c = tokens.new_zeros(len(tokens), self.heads, size, size)
        scale = F.softplus(self.key_scale)
        states = []
        for from_input in self.input(tokens).unbind(1):
            gated = (from_input + self.recurrent(h)).view(-1, self.heads, 8, size)
            k, l, q, o = gated.split([3, 3, 1, 1], dim=2)
            i, g, f = (scale * k.tanh()[..., None] * l.tanh()[..., None, :]).unbind(2)
            c = torch.sigmoid(f + 1) * c + torch.sigmoid(i) * g
            h = (torch.sigmoid(o) * torch.tanh(q @ c)).flatten(1)
            states.append(h)
        return self.output(torch.stack(states, 1))


class AdaptedMlp(nn.Module):
    """Starts from its parameters at each position and is fitted to the examples before it."""

    def __init__(self, spec):
        super().__init__()
        sizes = [spec["features"], spec["hidden"], spec["classes"]]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.features, self.steps, self.rate = sizes[0], spec["innerSteps"], spec["innerRate"]

    def forward(self, tokens):  # [batch, position, inputs] -> [batch, position, classes]
        images = tokens[..., : self.features]
        labels = tokens[:, 1:, self.features :].argmax(-1)
        at = range(tokens.shape[1])
        return torch.cat([self.fitted(images, labels, position) for position in at], dim=1)

    def fitted(self, images, labels, position):
        def logits(x):
            return F.relu(x @ w[0].transpose(1, 2) + w[1]) @ w[2].transpose(1, 2) + w[3]

        w = [p.detach().expand(len(images), -1, p.shape[-1]).clone() for p in self.parameters()]
        for _ in range(self.steps if position else 0):
            with torch.enable_grad():
                w = [p.requires_grad_() for p in w]
                predicted = logits(images[:, :position]).transpose(1, 2)
                loss = F.cross_entropy(predicted, labels[:, :position], reduction="sum") / position
                gradients = torch.autograd.grad(loss, w)
            w = [(p - self.rate * g).detach() for p, g in zip(w, gradients)]
        return logits(images[:, position : position + 1])


MODELS = {
    "mlp": Mlp,
    "transformer": Transformer,
    "lstm": Lstm,
    "op-lstm": OpLstm,
    "maml": AdaptedMlp,
    "sgd": AdaptedMlp,
}


def load(path):
    """Returns the model and the facts about its cell."""
    with open(path, "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        if size > 100_000_000:
            sys.exit(f"{path} is no safetensors file")
        header = json.loads(file.read(size))
        numbers = file.read()
    facts = json.loads(header.pop("__metadata__")["gpicl"])
    state = {
        name: torch.from_numpy(
            np.frombuffer(numbers[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]).copy()
        )
        for name, entry in header.items()
    }
    model = MODELS[facts["model"]["kind"]](facts["model"])
    model.load_state_dict(state)
    return model.eval(), facts


def main(model_file, examples_file):
    model, facts = load(model_file)
    examples = np.load(examples_file)
    with torch.no_grad():
        logits = model(torch.from_numpy(examples["inputs"])).numpy()
    predictions = logits.argmax(-1)
    print(f"{facts['cell']}: accuracy {(predictions == examples['labels']).mean():.6f} here")
    for result in facts["results"]:
        print(f"  {result['name']:10} {result['accuracy']:.6f} at step {result['step']}")
    if "logits" in examples:
        print(f"largest difference of a logit: {abs(logits - examples['logits']).max():.1e}")
        print(f"predictions that differ: {(predictions != examples['predictions']).sum()}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
