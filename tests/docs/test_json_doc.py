"""docs/json.md names every field that the code writes, and no other; it and claims.md know every value."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest

from tenure.model.claim import Event, Modality, Unit
from tenure.model.problem import Gravity, ProblemCode
from tenure.model.tenure import Aspect, ConflictKind, Direction, Outcome, Status, Verdict

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGE = (DOCS / "json.md").read_text("utf-8")
MARK = re.compile(r"<!-- fields of: (?P<module>[\w.]+):(?P<function>\w+) -->\n(?P<table>(?:\|.*\n)+)")
ROW = re.compile(r"\| `([\w.]+)` \|")
TABLES = {(mark["module"], mark["function"]): ROW.findall(mark["table"]) for mark in MARK.finditer(PAGE)}


def functions_of(module):
    spec = importlib.util.find_spec(module)
    tree = ast.parse(Path(spec.origin).read_text("utf-8"))
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def fields_of(node, prefix=""):
    """The keys of the dictionaries written out in some code, those of nested ones with the way to them."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Dict):
            yield from fields_of(child, prefix)
            continue
        for key, value in zip(child.keys, child.values, strict=True):
            inner = prefix
            if isinstance(key, ast.Constant):
                yield f"{prefix}{key.value}"
                inner = f"{prefix}{key.value}."
            yield from fields_of(ast.Expression(value), inner)


def codecs():
    for file in sorted((ROOT / "src" / "tenure" / "exchange").glob("*.py")):
        module = f"tenure.exchange.{file.stem}"
        for name, function in functions_of(module).items():
            if name.endswith("_json") and any(fields_of(function)):
                yield module, name


@pytest.mark.parametrize("codec", list(codecs()), ids=":".join)
def test_every_codec_has_its_table(codec):
    assert codec in TABLES


@pytest.mark.parametrize("codec", list(TABLES), ids=":".join)
def test_a_table_has_the_fields_that_the_code_writes(codec):
    module, function = codec
    written = set(fields_of(functions_of(module)[function]))
    assert set(TABLES[codec]) == written


@pytest.mark.parametrize(
    "kind", [ProblemCode, Gravity, Status, Verdict, Outcome, Direction, Aspect, ConflictKind, Unit]
)
def test_every_value_is_on_the_page(kind):
    assert [one.value for one in kind if f"`{one.value}`" not in PAGE] == []


@pytest.mark.parametrize("kind", [Event, Modality, Unit])
def test_the_page_on_claims_knows_every_value(kind):
    page = (DOCS / "concepts" / "claims.md").read_text("utf-8")
    assert [one.value for one in kind if f"`{one.value}`" not in page] == []
