"""The architecture picture of CONTRIBUTING.md shows the imports of the source, and agrees with the import contracts."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "timeline_tui"

Graph = dict[str, set[str]]


def packages_imported(module: Path) -> set[str]:
    """Return the project's top-level packages that a module imports, including late imports and those for types."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "timeline_tui":
            names |= {f"timeline_tui.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.split(".")[1] for name in names if name.startswith("timeline_tui.")}


def imports() -> Graph:
    """Return which package imports which others."""
    graph: Graph = {}
    for path in SOURCE.rglob("*.py"):
        package = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        graph.setdefault(package, set()).update(packages_imported(path) - {package, "__version__"})
    return graph


def reached(graph: Graph, start: str) -> set[str]:
    """Return everything below a package."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = graph.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def reduced(graph: Graph) -> Graph:
    """Leave out each import that another one implies (the transitive reduction)."""
    return {
        package: {below for below in direct if all(below not in reached(graph, other) for other in direct)}
        for package, direct in graph.items()
    }


def layers() -> list[str]:
    """Return the layers of the import contract, top first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (found,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [layer.removeprefix("timeline_tui.") for layer in found]


def picture() -> Graph:
    """Return the arrows of the picture."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (drawn,) = re.findall(r"```mermaid\n(.*?)```", text, re.DOTALL)
    graph: Graph = {}
    for line in drawn.splitlines()[1:]:
        above, arrow, below = line.partition(" --> ")
        assert arrow, f"not an arrow: {line}"
        for each in above.split("&"):
            graph.setdefault(each.strip(), set()).update(name.strip() for name in below.split("&"))
    return graph


def test_the_picture_shows_the_imports() -> None:
    drawn = picture()
    for package, below in reduced(imports()).items():
        assert drawn.get(package, set()) == below, f"the arrows from {package}"


def test_every_layer_is_in_the_picture_and_every_arrow_goes_down() -> None:
    order, drawn = layers(), picture()
    assert {*drawn, *(name for below in drawn.values() for name in below)} >= {*order} - {"__main__"}
    for package, below in drawn.items():
        for name in below:
            assert order.index(package) < order.index(name), f"{package} --> {name} goes up"


def test_the_reduction_leaves_out_transitive_imports() -> None:
    assert reduced({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {"a": {"b"}, "b": {"c"}, "c": set()}
