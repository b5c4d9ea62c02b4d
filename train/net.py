"""The network of the reader: a small BERT encoder, a trigger head, and an argument reader per trigger."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from torch import Tensor, nn

from tenure.reading.labels import CASES, DISTANCES, EVENTS, FAR, MODALITIES, POINTERS, ROLES, UNITS

WIDTH, HEADS, INNER, LAYERS, VOCAB, POSITIONS = 384, 12, 1536, 6, 30522, 512
KEY = 64
ROLE_TAGS = 3 * len(ROLES)


class Layer(nn.Module):
    """One post-norm transformer layer as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Gives the next hidden states."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = (q * (WIDTH // HEADS) ** -0.5) @ k.transpose(2, 3) + mask.to(q.dtype)
        a = torch.softmax(scores, -1).to(v.dtype) @ v
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, WIDTH))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Token ids, letter cases and mask to hidden states, trigger scores and pointer keys."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCAB, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.case = nn.Embedding(CASES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.trigger = nn.Linear(WIDTH, 1 + len(EVENTS))
        self.keys = nn.Linear(WIDTH, KEY * len(POINTERS))
        nn.init.zeros_(self.case.weight)

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Gives hidden states, trigger scores and pointer keys."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(at)[None] + self.kind + self.case(case)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask.float())[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x, self.trigger(self.drop(x)), self.keys(x)


class Arguments(nn.Module):
    """Hidden states round one trigger to role tags, modality, negation, units and pointer queries."""

    def __init__(self, dropout: float, layers: int) -> None:
        super().__init__()
        self.marker = nn.Embedding(2, WIDTH)
        self.event = nn.Embedding(len(EVENTS), WIDTH)
        self.near = nn.Embedding(DISTANCES, WIDTH)
        self.spread = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.drop = nn.Dropout(dropout)
        self.roles = nn.Linear(WIDTH, ROLE_TAGS)
        self.units = nn.Linear(WIDTH, len(UNITS))
        self.modality = nn.Sequential(
            nn.Linear(2 * WIDTH, WIDTH), nn.GELU(), nn.Dropout(dropout), nn.Linear(WIDTH, len(MODALITIES) + 1)
        )
        self.ask = nn.Linear(WIDTH, KEY * len(POINTERS))
        self.span = nn.Linear(WIDTH, KEY * len(POINTERS))
        self.empty = nn.Parameter(torch.zeros(KEY * len(POINTERS)))
        for table in (self.marker, self.event, self.near):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, x: Tensor, inside: Tensor, event: Tensor, near: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Gives role tags, mood, units and the pointers' queries from trigger and phrases."""
        weight = inside.float()[..., None]
        pooled = (x * weight).sum(1) / weight.sum(1).clamp(min=1)
        x = x + self.marker(inside) + self.event(event)[:, None] + self.near(near) + self.spread(pooled)[:, None]
        x = self.norm(x)
        bias = (1.0 - mask.float())[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        pooled = (x * weight).sum(1) / weight.sum(1).clamp(min=1)
        here = (near == DISTANCES // 2).float() * mask.float()
        whole = (x * here[..., None]).sum(1) / here.sum(1, keepdim=True).clamp(min=1)
        dropped = self.drop(x)
        mood = self.modality(torch.cat([pooled, whole], -1))
        return self.roles(dropped), mood, self.units(dropped), self.ask(pooled), self.span(x)


class Reader(nn.Module):
    """Encoder and argument reader, with the distance bias of the pointers."""

    def __init__(self, dropout: float = 0.1, layers: int = 2) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.arguments = Arguments(dropout, layers)
        self.far = nn.Parameter(torch.zeros(len(POINTERS), FAR))
        self.known = nn.Parameter(torch.zeros(len(POINTERS), 2))
        self.none = nn.Parameter(torch.zeros(len(POINTERS)))


@dataclass(frozen=True, slots=True)
class Tensors:
    """The arrays of a safetensors file by name."""

    arrays: dict[str, np.ndarray]


def read_safetensors(path: Path) -> Tensors:
    """Reads the float32 tensors of a safetensors file."""
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    head = json.loads(data[8 : 8 + size])
    arrays = {}
    for name, entry in head.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        arrays[name] = np.frombuffer(data[8 + size + start : 8 + size + end], dtype=np.float32).reshape(entry["shape"])
    return Tensors(arrays)


def load_start(reader: Reader, path: Path) -> None:
    """Fills the encoder from MiniLM weights, and the argument layers from its last layers."""
    found = read_safetensors(path).arrays

    def put(target: Tensor, name: str) -> None:
        target.data.copy_(torch.from_numpy(found[name].copy()))

    encoder = reader.encoder
    put(encoder.words.weight, "embeddings.word_embeddings.weight")
    put(encoder.places.weight, "embeddings.position_embeddings.weight")
    encoder.kind.data.copy_(torch.from_numpy(found["embeddings.token_type_embeddings.weight"][0].copy()))
    put(encoder.norm.weight, "embeddings.LayerNorm.weight")
    put(encoder.norm.bias, "embeddings.LayerNorm.bias")
    extra = list(reader.arguments.layers)
    order = [(i, layer) for i, layer in enumerate(encoder.layers)] + [
        (LAYERS - len(extra) + i, layer) for i, layer in enumerate(extra)
    ]
    for i, layer in order:
        base = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            names = [f"{base}attention.self.{k}.{part}" for k in ("query", "key", "value")]
            getattr(layer.qkv, part).data.copy_(torch.from_numpy(np.concatenate([found[n] for n in names])))
            put(getattr(layer.out, part), f"{base}attention.output.dense.{part}")
            put(getattr(layer.norm1, part), f"{base}attention.output.LayerNorm.{part}")
            put(getattr(layer.up, part), f"{base}intermediate.dense.{part}")
            put(getattr(layer.down, part), f"{base}output.dense.{part}")
            put(getattr(layer.norm2, part), f"{base}output.LayerNorm.{part}")
