"""The learned part of the reader: two small ONNX models and the tables of the pointers, run on one thread."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tenure.model.errors import DataFileError
from tenure.reading.confidence import Calibration, calibration_of
from tenure.reading.labels import DISTANCES, POINTERS
from tenure.reading.windows import Window

Floats = NDArray[np.float32]
MODEL_FOLDER: Final = Path(__file__).parent / "data"
_FILES: Final = ("encoder.onnx", "arguments.onnx", "pointers.json", "tokenizer.json", "calibration.toml")
_REMEDY: Final = "Install Tenure again; from a checkout, run: git checkout -- src/tenure/reading/data"


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window as the encoder sees it, a row a token: hidden states, event scores, pointer keys."""

    states: Floats
    triggers: Floats
    """Log-odds of no event (column 0) and of each event."""
    keys: Floats


@dataclass(frozen=True, slots=True)
class Ask:
    """One trigger to read the arguments of: token ranges within its window, event number, and unit distances."""

    low: int
    high: int
    trigger: tuple[int, int]
    event: int
    near: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the model says about one trigger; rows are the tokens from `low` of its Ask."""

    roles: Floats
    """tokens × roles × (out, begin, inside), probabilities."""
    modality: Floats
    negated: float
    units: Floats
    queries: Floats
    """Pointers × key width, from the trigger."""
    spans: Floats
    """tokens × pointers × key width, from each phrase."""


@dataclass(frozen=True, slots=True)
class Pointers:
    """The pointers' learned biases: by distance, by whether a name's state is known, and for no name at all."""

    far: Floats
    known: Floats
    none: Floats
    empty: Floats


@dataclass(frozen=True, slots=True)
class Net:
    """The loaded models. Made by `load_net`, which guarantees that the files fit each other."""

    version: str
    tokenizer: Tokenizer
    pointers: Pointers
    calibration: Calibration
    encoder: onnxruntime.InferenceSession
    reader: onnxruntime.InferenceSession

    def encode(self, window: Window) -> Encoded:
        """The window's tokens in context."""
        ids = np.asarray([window.ids], dtype=np.int64)
        cases = np.asarray([window.cases], dtype=np.int64)
        states, triggers, keys = self.encoder.run(None, {"ids": ids, "cases": cases, "mask": np.ones_like(ids)})
        return Encoded(states[0], triggers[0], keys[0])

    def arguments(self, encoded: Encoded, asks: Sequence[Ask]) -> list[Arguments]:
        """What hangs on each trigger of a window."""
        if not asks:
            return []
        longest = max(ask.high - ask.low for ask in asks)
        states = np.zeros((len(asks), longest, encoded.states.shape[1]), dtype=np.float32)
        inside, near, mask = (np.zeros((len(asks), longest), dtype=np.int64) for _ in range(3))
        for row, ask in enumerate(asks):
            size = ask.high - ask.low
            states[row, :size] = encoded.states[ask.low : ask.high]
            inside[row, ask.trigger[0] - ask.low : ask.trigger[1] - ask.low] = 1
            near[row, :size] = np.asarray(ask.near) + DISTANCES // 2
            mask[row, :size] = 1
        feed = {
            "states": states,
            "inside": inside,
            "event": np.asarray([ask.event for ask in asks], dtype=np.int64),
            "near": near,
            "mask": mask,
        }
        said = self.reader.run(None, feed)
        return [_arguments([part[row] for part in said], ask.high - ask.low) for row, ask in enumerate(asks)]


def _arguments(said: Sequence[Floats], size: int) -> Arguments:
    roles, mood, units, queries, spans = said
    return Arguments(
        softmax(roles[:size].reshape(size, -1, 3)),
        softmax(mood[:-1]),
        float(1 / (1 + np.exp(-mood[-1]))),
        softmax(units[:size]),
        queries.reshape(len(POINTERS), -1),
        spans[:size].reshape(size, len(POINTERS), -1),
    )


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def load_net(folder: Path = MODEL_FOLDER) -> Net:
    """The models of a folder; by default those that ship with Tenure.

    Raises:
        DataFileError: a file is missing or damaged; the message says how to mend it.
    """
    digest = hashlib.sha256()
    for name in _FILES:
        try:
            digest.update((folder / name).read_bytes())
        except OSError as error:
            raise DataFileError(str(folder / name), "the reader's model file is missing", _REMEDY) from error
    try:
        tables: dict[str, Any] = json.loads((folder / "pointers.json").read_text("utf-8"))
        pointers = Pointers(*(np.asarray(tables[name], dtype=np.float32) for name in ("far", "known", "none", "empty")))
        calibration = calibration_of((folder / "calibration.toml").read_text("utf-8"))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        sessions = [_session(folder / name) for name in ("encoder.onnx", "arguments.onnx")]
    except Exception as error:  # the libraries raise bare exceptions of their own on a damaged file
        raise DataFileError(str(folder), f"the reader's model is damaged ({_first_line(error)})", _REMEDY) from error
    return Net(digest.hexdigest()[:10], tokenizer, pointers, calibration, *sessions)


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread keeps sums in one order on every machine, and leaves the other cores to other reports.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # An arena keeps what the longest window took for good: 140 MB after sixty pages, and nothing is faster for it.
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
