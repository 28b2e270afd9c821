#!/usr/bin/env python3
"""Training steps of gpicl's models in plain PyTorch, on one batch.

    peer.py --facts          what this PyTorch is, as a JSON object
    peer.py --serve THREADS  for `gpicl bench --peer python`: reads requests from standard input and
                             answers each with a JSON object, one a line
    peer.py [--widths ...]   for `.ci/gpu-check`: the notebook's transformer, steps a second on one
                             device, one JSON object a line

The batch lies in the processor's memory (pinned, if there is a GPU) and is brought to the device
anew for each step. Needs PyTorch 2.0 or newer, and nothing else.
"""

import argparse
import json
import math
import os
import sys
import time

try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError as problem:
    sys.exit(f"it has no PyTorch ({problem})")
if not hasattr(torch, "compile"):
    sys.exit(f"its PyTorch {torch.__version__} is older than 2.0")


class Mlp(nn.Module):
    def __init__(self, spec):
        super().__init__()
        sizes = [spec["inputs"], spec["hidden"], spec["hidden"], spec["classes"]]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.final_relu = spec["finalRelu"]

    def forward(self, x):  # [batch, inputs] -> [batch, classes]
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < 2 or self.final_relu:
                x = F.relu(x)
        return x


class Attention(nn.Module):
    def __init__(self, spec, dropout):
        super().__init__()
        width, length, self.heads = spec["width"], spec["length"], spec["heads"]
        self.qkv, self.projection = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.dropout = dropout
        self.alibi = "alibi" in spec["positions"]
        at = torch.arange(length)
        distance = at[:, None] - at[None, :]
        bias = -torch.tensor(spec["alibiSlopes"])[:, None, None] * distance
        self.register_buffer("bias", bias.masked_fill(distance < 0, -math.inf), persistent=False)

    def forward(self, x):
        batch, length, width = x.shape
        q, k, v = (
            part.view(batch, length, self.heads, -1).transpose(1, 2)
            for part in self.qkv(x).split(width, dim=2)
        )
        return self.projection(self.attended(q, k, v).transpose(1, 2).reshape(x.shape))

    def attended(self, q, k, v):
        if self.dropout and not q.is_cuda:
            # The fused kernel for processors has no dropout, and what replaces it is slower than this.
            scores = q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5 + self.bias
            return F.dropout(scores.softmax(-1), self.dropout, self.training) @ v
        p = self.dropout if self.training else 0.0
        if self.alibi:
            return F.scaled_dot_product_attention(q, k, v, self.bias.to(q.dtype), p)
        return F.scaled_dot_product_attention(q, k, v, dropout_p=p, is_causal=True)


class Block(nn.Module):
    def __init__(self, spec, dropout):
        super().__init__()
        width, epsilon = spec["width"], spec["normEpsilon"]
        self.norm1, self.norm2 = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)
        self.attn = Attention(spec, dropout)
        expand, contract = nn.Linear(width, spec["inner"]), nn.Linear(spec["inner"], width)
        self.mlp = nn.ModuleDict({"expand": expand, "contract": contract})
        self.gelu = nn.GELU("tanh" if spec["activation"] == "gelu-tanh" else "none")
        self.drop = nn.Dropout(dropout)

    def forward(self, h):  # [batch, length, width]
        h = h + self.drop(self.attn(self.norm1(h)))
        inner = self.gelu(self.mlp["expand"](self.norm2(h)))
        return h + self.drop(self.mlp["contract"](inner))


class Transformer(nn.Module):
    def __init__(self, spec, dropout):
        super().__init__()
        width, epsilon = spec["width"], spec["normEpsilon"]
        self.input = nn.Linear(spec["inputs"], width)
        self.outer = nn.Dropout(dropout) if spec["inputNorm"] else nn.Identity()
        self.input_norm = nn.LayerNorm(width, epsilon) if spec["inputNorm"] else nn.Identity()
        self.positions = nn.Embedding(spec["length"], width) if "learned" in spec["positions"] else None
        self.drop = nn.Dropout(dropout)
        self.blocks = nn.Sequential(*(Block(spec, dropout) for _ in range(spec["layers"])))
        self.final_norm, self.output = nn.LayerNorm(width, epsilon), nn.Linear(width, spec["classes"])

    def forward(self, tokens):  # [batch, length, inputs] -> [batch, length, classes]
        h = self.outer(self.input_norm(self.input(tokens)))
        if self.positions is not None:
            h = h + self.positions.weight
        h = self.blocks(self.drop(h))
        return self.output(self.outer(self.final_norm(h)))


class Lstm(nn.Module):
    def __init__(self, spec):
        super().__init__()
        self.lstm = nn.LSTM(spec["inputs"], spec["width"], batch_first=True)
        self.lstm.bias_hh_l0.requires_grad_(False)  # the second of two biases that are only ever added
        self.output = nn.Linear(spec["width"], spec["classes"])

    def forward(self, tokens):  # [batch, length, inputs] -> [batch, length, classes]
        return self.output(self.lstm(tokens)[0])


def build(spec, dropout):
    if spec["kind"] == "mlp":
        return Mlp(spec)
    return Lstm(spec) if spec["kind"] == "lstm" else Transformer(spec, dropout)


class Steps:
    """A model in training on one batch."""

    def __init__(self, model, training, inputs, labels, precision="32", compiled=False, device="cpu"):
        self.device, self.precision, self.clip = torch.device(device), precision, training["clip"]
        self.inputs, self.labels = inputs, labels
        self.model = model.to(self.device)
        self.forward = torch.compile(self.model) if compiled else self.model
        self.parameters = [p for p in self.model.parameters() if p.requires_grad]
        self.optimiser = optimiser(self.parameters, training)
        self.loss().backward()  # Compiles.
        self.optimiser.zero_grad()

    def loss(self):
        inputs = self.inputs.to(self.device, non_blocking=True)
        labels = self.labels.to(self.device, non_blocking=True)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.precision == "bf16"):
            logits = self.forward(inputs)
        return F.cross_entropy(logits.float().flatten(0, -2), labels.flatten())

    def step(self, rate):
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        loss = self.loss()
        loss.backward()
        if self.clip:
            nn.utils.clip_grad_norm_(self.parameters, self.clip)
        self.optimiser.step()
        self.optimiser.zero_grad()
        return loss.item()


def optimiser(parameters, training):
    if training["optimiser"] == "sgd":
        kind, options = torch.optim.SGD, {}
    else:
        kind = torch.optim.AdamW
        options = {"eps": training["epsilon"], "weight_decay": training["weightDecay"]}
        options["betas"] = training["beta1"], training["beta2"]
    try:
        return kind(parameters, lr=1e-3, fused=True, **options)
    except (TypeError, RuntimeError):  # older than the fused kernel
        return kind(parameters, lr=1e-3, **options)


def facts():
    settings = torch.__config__.show()
    return {
        "torch": torch.__version__,
        "mkl": torch.backends.mkl.is_available(),
        "onednn": torch.backends.mkldnn.is_available(),
        "kernels": torch.backends.cpu.get_cpu_capability() if hasattr(torch.backends, "cpu") else "unknown",
        "blas": settings.split("BLAS_INFO=")[-1].split(",")[0] if "BLAS_INFO=" in settings else "unknown",
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
    }


def tensors(path):
    """Reads a file in the safetensors format: its tensors and its metadata."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        numbers = bytearray(file.read())
    metadata = json.loads(header.pop("__metadata__")["gpicl"])
    found = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        flat = torch.frombuffer(numbers, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
        found[name] = flat.reshape(entry["shape"]).clone()
    return found, metadata


def opened(request):
    found, metadata = tensors(request["file"])
    inputs, labels = found.pop("inputs"), found.pop("labels").long()
    training = metadata["training"]
    model = build(metadata["model"], training["dropout"])
    model.load_state_dict(found)
    if isinstance(model, Mlp):
        inputs = inputs.flatten(0, 1)
    return Steps(model, training, inputs, labels, request["precision"], request["compiled"])


def timed(steps, rate):
    thread, process, elapsed = time.thread_time_ns(), time.process_time_ns(), time.perf_counter_ns()
    loss = steps.step(rate)
    return {
        "loss": loss,
        "elapsed": time.perf_counter_ns() - elapsed,
        "process": time.process_time_ns() - process,
        "thread": time.thread_time_ns() - thread,
    }


def reason(problem):
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()] or [""]
    text = f"{type(problem).__name__}: {lines[0]}"
    return "no compiler" if "InvalidCxxCompiler" in text + str(problem) else text


def serve(threads):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    lanes = []
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "file" in request:
                lanes.append(opened(request))
                answer = {"lane": len(lanes) - 1}
            else:
                answer = timed(lanes[request["lane"]], request["rate"])
        except Exception as problem:  # whatever a compiler or a kernel may raise
            answer = {"failed": reason(problem)}
        print(json.dumps(answer), flush=True)


def notebook(width):
    shape = {"inputs": 794, "classes": 10, "length": 100, "width": width, "layers": 4, "heads": 1}
    rest = {"activation": "gelu-tanh", "positions": ["learned"], "inputNorm": True, "alibiSlopes": [0.0]}
    return {"kind": "transformer", "inner": 4 * width, "normEpsilon": 1e-5, **shape, **rest}


def rate(steps, seconds):
    begin, count = time.perf_counter(), 0
    while time.perf_counter() - begin < seconds:
        steps.step(1e-3)
        count += 1
    return count / (time.perf_counter() - begin)


def table(arguments):
    device = torch.device(arguments.device)
    title = torch.cuda.get_device_name(device) if device.type == "cuda" else "the processor"
    print(json.dumps({"torch": torch.__version__, "device": title}), flush=True)
    adam = {"optimiser": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0, "clip": 0}
    for width in map(int, arguments.widths.split(",")):
        for batch in map(int, arguments.batches.split(",")):
            if batch != 128 and width < 512:
                continue
            pinned = device.type == "cuda"
            inputs = torch.randn(batch, 100, 794, pin_memory=pinned)
            labels = torch.randint(10, (batch, 100), pin_memory=pinned)
            for precision in ("32", "bf16"):
                for compiled in (False,) if arguments.no_compile else (False, True):
                    model = build(notebook(width), dropout=0.1)
                    steps = Steps(model, adam, inputs, labels, precision, compiled, device)
                    rate(steps, arguments.seconds / 2)
                    row = {"width": width, "batch": batch, "precision": precision}
                    row["mode"] = "compiled" if compiled else "eager"
                    row["steps"] = rate(steps, arguments.seconds)
                    print(json.dumps(row), flush=True)


def main():
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--facts", action="store_true")
    parser.add_argument("--serve", type=int, metavar="THREADS")
    parser.add_argument("--widths", default="64,256,512")
    parser.add_argument("--batches", default="128,512")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--no-compile", action="store_true")
    arguments = parser.parse_args()
    if arguments.facts:
        print(json.dumps(facts()))
    elif arguments.serve:
        serve(arguments.serve)
    else:
        table(arguments)


if __name__ == "__main__":
    main()
