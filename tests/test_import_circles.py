"""No module imports, at any time, one that imports it: late imports and those for types count as imports.

A late import is one inside a function. It keeps a start fast, or hides a circle; so they are counted, too.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "timeline_tui"

REBUILT_LATER = ("dates", "load")
"""Folders that may still have circles."""

LATE = {"__main__": 1, "cli": 26, "dates": 44, "export": 6, "load": 15, "secure": 1, "store": 7, "ui": 56}
"""The most late imports of the project's modules, by folder; none elsewhere. A number may only be lowered."""


class Import(NamedTuple):
    """One module of the package imports another, by names like `store.evaluate`; the package itself is ""."""

    importer: str
    imported: str
    late: bool


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


MODULES = {name_of(path): path for path in SOURCE.rglob("*.py")}


def targets(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """Yield the project's modules that a statement imports: `from a import b` imports `a.b` if that is a module."""
    if isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{alias.name}" for alias in node.names]
        names = [name if name.partition(".")[2] in MODULES else node.module or "" for name in names]
    else:
        names = [alias.name for alias in node.names]
    for name in names:
        package, _, module = name.partition(".")
        if package == "timeline_tui" and module in MODULES:
            yield module


def imports() -> list[Import]:
    """Return every import between modules of the package."""
    found: list[Import] = []
    for module, path in MODULES.items():
        tree = ast.parse(path.read_text("utf-8"))
        functions = [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
        inside = {id(node) for function in functions for node in ast.walk(function)}
        for node in ast.walk(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                found += [
                    Import(module, name, id(node) in inside) for name in targets(node) if name != module
                ]
    return found


IMPORTS = imports()


def circle(ignored: tuple[str, ...]) -> list[str]:
    """Return the modules of a circle of imports, or nothing; imports within the `ignored` folders do not count."""
    graph: defaultdict[str, set[str]] = defaultdict(set)
    for each in IMPORTS:
        folders = {each.importer.partition(".")[0], each.imported.partition(".")[0]}
        if not (len(folders) == 1 and folders <= set(ignored)):
            graph[each.importer].add(each.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_imports_form_no_circle() -> None:
    assert not circle(REBUILT_LATER)


@pytest.mark.parametrize("folder", REBUILT_LATER)
def test_folders_without_a_circle_are_not_exempt(folder: str) -> None:
    assert circle(tuple({*REBUILT_LATER} - {folder})), f"take {folder} out of REBUILT_LATER"


def test_the_number_of_late_imports_does_not_grow() -> None:
    found = Counter(each.importer.partition(".")[0] for each in IMPORTS if each.late)
    assert {folder: count for folder, count in found.items() if count > LATE.get(folder, 0)} == {}
