"""Trains the reader: python train/train.py --gold DIR... --start model.safetensors --out reader.pt."""

import argparse
import json
import os
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from tokenizers import Tokenizer
from torch import Tensor

from data import Sample, read_reports, samples_of
from net import KEY, Reader, load_start
from tenure.gazetteer.open import open_gazetteer
from tenure.reading.labels import DISTANCES, EVENTS, MODALITIES, ROLES
from tenure.reading.pointers import far_bucket
from tenure.reading.windows import MASK
from tenure.settings import default_data_dir

TOKENIZER = Path(__file__).parent.parent / "src/tenure/reading/data/tokenizer.json"


# Parameters that start from nothing and learn faster than those that come from MiniLM.
FRESH = (
    "trigger", "keys", "case", "arguments.marker", "arguments.event", "arguments.near", "arguments.spread",
    "arguments.norm", "roles", "units", "modality", "ask", "span", "empty", "far", "known", "none",
)  # fmt: skip

# Triggers to a call of the argument reader.
CALL = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train."""

    epochs: float
    batch: int
    rate: float
    head_rate: float
    seed: int
    bf16: bool
    layers: int
    word_drop: float


def tensors_of(
    samples: list[Sample], plan: Plan, rng: random.Random, learning: bool
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Gives ids, cases, mask and soft trigger targets of a batch."""
    longest = max(len(s.window.ids) for s in samples)
    ids = torch.zeros(len(samples), longest, dtype=torch.long)
    cases, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    goal = torch.zeros(len(samples), longest, 1 + len(EVENTS))
    for row, s in enumerate(samples):
        n = len(s.window.ids)
        ids[row, :n], cases[row, :n], mask[row, :n] = torch.tensor(s.window.ids), torch.tensor(s.window.cases), 1
        goal[row, [i for i in range(n) if s.window.units[i] >= 0], 0] = 1
        for i, events in s.triggers:
            goal[row, i, 0] = 0
            for event in events:
                goal[row, i, 1 + event] = 1 / len(events)
        if learning:
            for i in range(1, n - 1):
                if rng.random() < plan.word_drop:
                    ids[row, i] = MASK
            if rng.random() < 0.1:
                cases[row] = 0
    return ids, cases, mask, goal


def argument_batch(pairs: list[tuple[int, int]], samples: list[Sample], x: Tensor) -> tuple[Tensor, ...]:
    """Gives the hidden states, trigger marks, events, distances and mask of triggers, each as row and example."""
    examples = [samples[row].examples[n] for row, n in pairs]
    longest = max(e.span[1] - e.span[0] for e in examples)
    states, inside = [], torch.zeros(len(pairs), longest, dtype=torch.long)
    near, mask = torch.zeros_like(inside), torch.zeros_like(inside)
    for n, ((row, _), e) in enumerate(zip(pairs, examples, strict=True)):
        low, high = e.span
        states.append(F.pad(x[row, low:high], (0, 0, 0, longest - (high - low))))
        inside[n, e.trigger[0] - low : e.trigger[1] - low] = 1
        units = samples[row].window.units[low:high]
        near[n, : high - low] = torch.tensor([u - e.unit + DISTANCES // 2 for u in units])
        mask[n, : high - low] = 1
    return torch.stack(states), inside, torch.tensor([e.event for e in examples]), near, mask


def read_arguments(reader: Reader, samples: list[Sample], x: Tensor) -> tuple[Tensor, ...]:
    """Gives what the argument reader says of every trigger of a batch, in order.

    Triggers with stretches of like length share a call, so that little is computed on padding.
    """
    pairs = [(row, n) for row, s in enumerate(samples) for n in range(len(s.examples))]
    width = [span[1] - span[0] for span in (samples[row].examples[n].span for row, n in pairs)]
    order = sorted(range(len(pairs)), key=lambda at: (width[at], at))
    parts = [
        reader.arguments(*argument_batch([pairs[at] for at in order[low : low + CALL]], samples, x))
        for low in range(0, len(order), CALL)
    ]
    back = torch.tensor(sorted(range(len(order)), key=order.__getitem__))
    longest = max(width)
    whole = []
    for kind in zip(*parts, strict=True):
        # Answers on each token have three dimensions, answers on the trigger two.
        filled = [F.pad(one, (0, 0, 0, longest - one.shape[1])) if one.dim() == 3 else one for one in kind]
        whole.append(torch.cat(filled)[back])
    return tuple(whole)


def role_loss(samples: list[Sample], roles: Tensor, mood: Tensor, units: Tensor) -> Tensor:
    """Gives the loss of role tags, modality, negation and units."""
    examples = [e for s in samples for e in s.examples]
    goal = torch.full((len(examples), roles.shape[1], len(ROLES)), -1)
    unit = torch.full((len(examples), roles.shape[1]), -1)
    for n, e in enumerate(examples):
        width = e.span[1] - e.span[0]
        goal[n, :width] = torch.tensor(e.roles).T
        unit[n, :width] = torch.tensor(e.units)
    tags = roles.float().view(*roles.shape[:2], len(ROLES), 3)
    loss = F.cross_entropy(tags.reshape(-1, 3), goal.reshape(-1), ignore_index=-1, reduction="sum") / len(examples)
    mood = mood.float()
    loss = loss + 3 * F.cross_entropy(
        mood[:, : len(MODALITIES)], torch.tensor([e.modality for e in examples]), label_smoothing=0.05
    )
    loss = loss + 3 * F.binary_cross_entropy_with_logits(
        mood[:, -1], torch.tensor([float(e.negated) for e in examples])
    )
    if (unit >= 0).any():
        loss = loss + 0.3 * F.cross_entropy(
            units.float().reshape(-1, units.shape[-1]), unit.reshape(-1), ignore_index=-1
        )
    return loss


def pointer_loss(reader: Reader, samples: list[Sample], keys: Tensor, ask: Tensor, span: Tensor) -> Tensor:
    """Gives the attention-sum loss of the pointers to names."""
    losses, n = [], 0
    for row, s in enumerate(samples):
        if not s.candidates:
            n += len(s.examples)
            continue
        key = torch.stack([keys[row, a:b].mean(0) for a, b in (c.tokens for c in s.candidates)]).float()
        known = torch.tensor([int(c.name.state is not None) for c in s.candidates])
        for e in s.examples:
            for a in e.asks:
                part = slice(a.kind * KEY, (a.kind + 1) * KEY)
                here = (
                    reader.arguments.empty
                    if a.span is None
                    else span[n, a.span[0] - e.span[0] : a.span[1] - e.span[0]].mean(0)
                )
                query = (ask[n] + here)[part].float()
                far = torch.tensor([far_bucket(c.unit, e.unit, c.tokens[0] - e.trigger[0]) for c in s.candidates])
                score = key[:, part] @ query / KEY**0.5 + reader.far[a.kind, far] + reader.known[a.kind, known]
                log = torch.log_softmax(torch.cat([score, reader.none[a.kind, None]]), 0)
                losses.extend(-torch.logsumexp(log[list(good)], 0) / len(a.good) for good in a.good if good)
            n += 1
    return torch.stack(losses).sum() / max(1, n) if losses else keys.sum() * 0


def batch_loss(
    reader: Reader, samples: list[Sample], plan: Plan, rng: random.Random, learning: bool
) -> tuple[Tensor, list[float]]:
    """Gives the loss of a batch, and its parts."""
    ids, cases, mask, goal = tensors_of(samples, plan, rng, learning)
    with torch.autocast("cpu", torch.bfloat16, enabled=plan.bf16):
        x, trigger, keys = reader.encoder(ids, cases, mask)
    seen = goal.sum(-1) > 0
    weight = torch.where(goal[..., 0] < 1, 2.0, 1.0)[seen]
    log = torch.log_softmax(trigger.float(), -1)
    found = -(goal * log).sum(-1)[seen]
    loss = (found * weight).sum() / len(samples) / 10
    parts = [loss.item(), 0.0, 0.0]
    if any(s.examples for s in samples):
        with torch.autocast("cpu", torch.bfloat16, enabled=plan.bf16):
            roles, mood, units, ask, span = read_arguments(reader, samples, x)
        said = role_loss(samples, roles, mood, units)
        pointed = pointer_loss(reader, samples, keys.float(), ask.float(), span.float())
        parts[1:] = [said.item(), pointed.item()]
        loss = loss + 0.3 * said + 0.3 * pointed
    return loss, parts


def batches_of(samples: list[Sample], size: int, rng: random.Random) -> list[list[Sample]]:
    """Gives the samples in random batches of like lengths, so that little is computed on padding."""
    order = rng.sample(samples, len(samples))
    chunk = size * 10
    batches = []
    for at in range(0, len(order), chunk):
        part = sorted(order[at : at + chunk], key=lambda sample: len(sample.window.ids))
        batches.extend(part[i : i + size] for i in range(0, len(part), size))
    return rng.sample(batches, len(batches))


def train(samples: list[Sample], start: Path, plan: Plan) -> Reader:
    """Trains a reader on the samples."""
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    reader = Reader(layers=plan.layers)
    load_start(reader, start)
    reader.encoder.words.weight.requires_grad_(False)
    reader.encoder.places.weight.requires_grad_(False)
    slow, quick = [], []
    for name, p in reader.named_parameters():
        if p.requires_grad:
            (quick if any(part in name for part in FRESH) else slow).append(p)
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": plan.rate}, {"params": quick, "lr": plan.head_rate}], weight_decay=0.01
    )
    steps = int(plan.epochs * -(-len(samples) // plan.batch))
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.0, (steps - n) / (steps - warm)))
    )
    reader.train()
    batches: list[list[Sample]] = []
    began, sums = time.monotonic(), [0.0] * 3
    for step in range(steps):
        if not batches:
            batches = batches_of(samples, plan.batch, rng)
        batch = batches.pop()
        loss, parts = batch_loss(reader, batch, plan, rng, True)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        sums = [a + b for a, b in zip(sums, parts, strict=True)]
        if (step + 1) % 50 == 0:
            print(
                f"step {step + 1}/{steps} {time.monotonic() - began:.0f}s " + " ".join(f"{s / 50:.3f}" for s in sums),
                flush=True,
            )
            sums = [0.0] * 3
    return reader.eval()


def write_reports(reports: list[dict], path: Path) -> None:
    """Writes reports as JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports), encoding="utf-8")


def main() -> None:
    """Trains and writes a reader."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--gold", nargs="+", required=True)
    ap.add_argument("--start", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument(
        "--held-out", type=Path, default=Path("build/held-out.jsonl"), help="where the kept ones are written"
    )
    ap.add_argument("--fraction", type=float, default=1.0)
    ap.add_argument("--leave-out", type=int, default=0, metavar="N", help="keep every N-th report for calibration")
    ap.add_argument("--epochs", type=float, default=8)
    ap.add_argument("--batch", type=int, default=3)
    ap.add_argument("--rate", type=float, default=8e-5)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--layers", type=int, default=2)
    ap.add_argument("--word-drop", type=float, default=0.05)
    ap.add_argument("--bf16", action="store_true", help="quicker where the processor knows bfloat16")
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    torch.use_deterministic_algorithms(True)
    reports = read_reports(args.gold)
    if args.leave_out:
        kept = [r for i, r in enumerate(reports) if i % args.leave_out == args.leave_out - 1]
        reports = [r for i, r in enumerate(reports) if i % args.leave_out != args.leave_out - 1]
        write_reports(kept, args.held_out)
    reports = random.Random(args.seed).sample(reports, len(reports))[: round(args.fraction * len(reports))]
    aliases = open_gazetteer(default_data_dir(os.environ))
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    samples = [s for r in reports for s in samples_of(r, tokenizer, aliases)]
    plan = Plan(args.epochs, args.batch, args.rate, args.head_rate, args.seed, args.bf16, args.layers, args.word_drop)
    print(
        json.dumps(
            {"reports": len(reports), "samples": len(samples), "triggers": sum(len(s.examples) for s in samples)}
        ),
        file=sys.stderr,
    )
    began = time.monotonic()
    reader = train(samples, args.start, plan)
    torch.save({"state": reader.state_dict(), "layers": args.layers}, args.out)
    print(f"trained on {len(reports)} reports in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
