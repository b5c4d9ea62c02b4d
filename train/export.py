"""Writes a trained reader as int8 ONNX files: python train/export.py reader.pt src/tenure/reading/data."""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch.export import Dim

from net import KEY, POSITIONS, WIDTH, Reader
from tenure.reading.labels import DISTANCES, POINTERS


def export_encoder(reader: Reader, path: Path) -> None:
    """Writes the encoder: ids, cases and mask to states, trigger scores and pointer keys."""
    # Three tensors of their own: export takes one that is passed twice for one input.
    ids, cases, mask = (torch.full((1, 64), value) for value in (1000, 0, 1))
    length = Dim("length", min=4, max=POSITIONS)
    shape = {1: length}
    torch.onnx.export(
        reader.encoder, (ids, cases, mask), str(path), dynamo=True, external_data=False, optimize=True,
        input_names=["ids", "cases", "mask"], output_names=["states", "triggers", "keys"],
        dynamic_shapes={"ids": shape, "case": shape, "mask": shape},
    )  # fmt: skip


def export_arguments(reader: Reader, path: Path) -> None:
    """Writes the argument reader: states round each trigger to roles, mood, units and pointer queries."""
    rows, length = Dim("rows", min=2, max=512), Dim("length", min=4, max=POSITIONS)
    marks = torch.zeros(3, 64, dtype=torch.long)
    torch.onnx.export(
        reader.arguments,
        (torch.zeros(3, 64, WIDTH), marks + 1, torch.zeros(3, dtype=torch.long), marks + DISTANCES // 2, marks + 1),
        str(path), dynamo=True, external_data=False, optimize=True,
        input_names=["states", "inside", "event", "near", "mask"],
        output_names=["roles", "mood", "units", "ask", "span"],
        dynamic_shapes={
            "x": {0: rows, 1: length}, "inside": {0: rows, 1: length}, "event": {0: rows},
            "near": {0: rows, 1: length}, "mask": {0: rows, 1: length},
        },
    )  # fmt: skip


def quantised(source: Path, target: Path) -> None:
    """Writes the int8 form of a model; norms and soft-maxes stay in floats.

    Weights take seven bits: with eight, processors that have no VNNI cut sums off at 16 bits, and read otherwise.
    """
    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                     op_types_to_quantize=["MatMul", "Gather", "Gemm"])  # fmt: skip
    onnx.checker.check_model(str(target))


def pointer_table(reader: Reader) -> dict[str, list]:
    """Gives the small tables of the pointers, rounded so that the file reads the same everywhere."""
    return {
        name: np.round(value.detach().numpy().astype(float), 5).tolist()
        for name, value in {
            "far": reader.far, "known": reader.known, "none": reader.none,
            "empty": reader.arguments.empty.view(len(POINTERS), KEY),
        }.items()
    }  # fmt: skip


def main() -> None:
    """Exports and quantises."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("reader", type=Path)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--float", action="store_true", help="keep float32")
    args = ap.parse_args()
    saved = torch.load(args.reader, weights_only=True)
    reader = Reader(dropout=0.0, layers=saved["layers"])
    reader.load_state_dict(saved["state"])
    reader.eval()
    args.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, export in (("encoder", export_encoder), ("arguments", export_arguments)):
            full = args.folder / f"{name}.onnx" if args.float else Path(scratch) / f"{name}.onnx"
            export(reader, full)
            if not args.float:
                quantised(full, args.folder / f"{name}.onnx")
    text = json.dumps(pointer_table(reader), separators=(",", ":"))
    (args.folder / "pointers.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
