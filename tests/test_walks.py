"""The walks through the code in CONTRIBUTING.md name functions that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "timeline_tui"


def stations() -> list[tuple[str, str]]:
    """Return the files and functions that the walks name; one without a file is in the file named before."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    walks = text.partition("## Two walks")[2].partition("\n## ")[0]
    found, file = [], ""
    for file_name, function in re.findall(r"`([\w/]+\.py)`|`(\w+)`", walks):
        file = file_name or file
        if function and file.startswith(("load", "columns", "store", "ui", "export")):
            found.append((file, function))
    return found


def test_there_are_two_walks() -> None:
    assert len(stations()) > 25


@pytest.mark.parametrize(("file", "function"), stations())
def test_the_station_exists(file: str, function: str) -> None:
    if function in ("Event", "View", "j"):
        return
    tree = ast.parse((SOURCE / file).read_text("utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert function in names
