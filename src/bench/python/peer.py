#!/usr/bin/env python3
"""The notebook's transformer in PyTorch: steps a second on one device, for `.ci/gpu-check`.

The same model, batch, optimiser and data path as `gpicl bench --only device`: the batch lies in the
processor's memory, pinned, and is brought over anew for each step. One JSON object a line.
"""

import argparse
import json
import threading
import time

import torch
from torch import nn
from torch.nn import functional as F

FEATURES, CLASSES, LENGTH, LAYERS, HEADS, DROPOUT = 784, 10, 100, 4, 1, 0.1


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.projection = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.expand, self.contract = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, h):  # [batch, length, width]
        batch, length, width = h.shape
        q, k, v = (
            part.view(batch, length, HEADS, width // HEADS).transpose(1, 2)
            for part in self.qkv(self.norm1(h)).split(width, dim=2)
        )
        dropout = DROPOUT if self.training else 0.0
        attended = F.scaled_dot_product_attention(q, k, v, dropout_p=dropout, is_causal=True)
        h = h + self.drop(self.projection(attended.transpose(1, 2).reshape(batch, length, width)))
        inner = F.gelu(self.expand(self.norm2(h)), approximate="tanh")
        return h + self.drop(self.contract(inner))


class Transformer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.input, self.input_norm = nn.Linear(FEATURES + CLASSES, width), nn.LayerNorm(width)
        self.positions = nn.Parameter(0.02 * torch.randn(LENGTH, width))
        self.blocks = nn.Sequential(*(Block(width) for _ in range(LAYERS)))
        self.final_norm, self.output = nn.LayerNorm(width), nn.Linear(width, CLASSES)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, tokens):  # [batch, length, features + classes] -> [batch, length, classes]
        h = self.drop(self.input_norm(self.input(tokens)))
        h = self.blocks(self.drop(h + self.positions))
        return self.output(self.drop(self.final_norm(h)))


class Lane:
    """One model in training, on a stream of its own."""

    def __init__(self, width, batch, precision, compiled, device):
        self.device, self.precision = device, precision
        self.model = Transformer(width).to(device)
        self.forward = torch.compile(self.model) if compiled else self.model
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=1e-3)
        pinned = device.type == "cuda"
        self.inputs = torch.randn(batch, LENGTH, FEATURES + CLASSES, pin_memory=pinned)
        self.labels = torch.randint(CLASSES, (batch, LENGTH), pin_memory=pinned)
        self.stream = torch.cuda.Stream(device) if pinned else None

    def step(self):
        inputs = self.inputs.to(self.device, non_blocking=True)
        labels = self.labels.to(self.device, non_blocking=True)
        half = self.precision == "bf16"
        with torch.autocast(self.device.type, torch.bfloat16, enabled=half):
            logits = self.forward(inputs)
        loss = F.cross_entropy(logits.float().flatten(0, 1), labels.flatten())
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        return loss.item()

    def run(self, seconds, done):
        with torch.cuda.stream(self.stream) if self.stream else torch.enable_grad():
            begin, steps = time.perf_counter(), 0
            while time.perf_counter() - begin < seconds:
                self.step()
                steps += 1
            done.append(steps / (time.perf_counter() - begin))


def rate(lanes, seconds):
    done = []
    threads = [threading.Thread(target=lane.run, args=(seconds, done)) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--widths", default="64,256,512")
    parser.add_argument("--batches", default="128,512")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--no-compile", action="store_true")
    arguments = parser.parse_args()
    device = torch.device(arguments.device)
    title = torch.cuda.get_device_name(device) if device.type == "cuda" else "the processor"
    print(json.dumps({"torch": torch.__version__, "device": title}), flush=True)
    for width in map(int, arguments.widths.split(",")):
        for batch in map(int, arguments.batches.split(",")):
            if batch != 128 and width < 512:
                continue
            for precision in ("32", "bf16"):
                for compiled in (False, True):
                    if compiled and arguments.no_compile:
                        continue
                    lane = Lane(width, batch, precision, compiled, device)
                    for _ in range(3):
                        lane.step()
                    rate([lane], arguments.seconds / 2)
                    found = rate([lane], arguments.seconds)
                    row = {"width": width, "batch": batch, "precision": precision}
                    row.update({"mode": "compiled" if compiled else "eager", "steps": found})
                    print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
