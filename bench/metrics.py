"""Size and complexity of the source: python bench/metrics.py [FOLDER ...] (needs the dev extra, for radon).

Prints one table row per folder, by default `src/timeline_tui`, then the whole without `load/` and `dates/`. Lines are
physical lines of Python files; comment lines are lines with nothing but a comment; complexity is McCabe's, by radon.
"""

from __future__ import annotations

import argparse
import ast
import statistics
import tokenize
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from radon.complexity import cc_visit

SOURCE = Path(__file__).parent.parent / "src" / "timeline_tui"


class Metrics(NamedTuple):
    """Size and complexity of some files."""

    files: int
    lines: int
    file_median: float
    file_max: int
    function_p95: float
    function_max: int
    complexity_mean: float
    complexity_max: int
    comments: float
    """The share of lines, from 0 to 1."""


def _functions(tree: ast.AST) -> list[int]:
    """Return the number of lines of each function, without decorators."""
    found = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [(n.end_lineno or n.lineno) - n.lineno + 1 for n in ast.walk(tree) if isinstance(n, found)]


def _comment_lines(path: Path) -> int:
    with path.open("rb") as file:
        tokens = tokenize.tokenize(file.readline)
        return sum(t.type == tokenize.COMMENT and t.line.lstrip().startswith("#") for t in tokens)


def measure(paths: Sequence[Path]) -> Metrics:
    """Measure Python files.

    Args:
        paths: At least one file.
    """
    texts = [path.read_text(encoding="utf-8") for path in paths]
    lengths = [text.count("\n") for text in texts]
    functions = [n for text in texts for n in _functions(ast.parse(text))] or [0]
    blocks = [block for text in texts for block in cc_visit(text)]
    # The mean counts classes too, as `radon cc -a` does; a class is not a function that could be too complex.
    complexities = [block.complexity for block in blocks] or [0]
    of_functions = [block.complexity for block in blocks if block.letter != "C"] or [0]
    return Metrics(
        len(paths),
        sum(lengths),
        statistics.median(lengths),
        max(lengths),
        sorted(functions)[int(len(functions) * 0.95)],
        max(functions),
        statistics.mean(complexities),
        max(of_functions),
        sum(map(_comment_lines, paths)) / max(1, sum(lengths)),
    )


def row(name: str, found: Metrics) -> str:
    """Return a row of a Markdown table."""
    return (
        f"| {name} | {found.files} | {found.lines:,} | {found.file_median:.0f} / {found.file_max} "
        f"| {found.function_p95:.0f} / {found.function_max} | {found.complexity_mean:.1f} / {found.complexity_max} "
        f"| {found.comments:.1%} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    folders = parser.parse_args().folders
    print(
        "| | files | lines | file, median / max | function, p95 / max | complexity, mean / max | comment lines |"
    )
    print("|---|---|---|---|---|---|---|")
    for folder in folders or [SOURCE]:
        print(row(folder.name, measure(sorted(folder.rglob("*.py")))))
    if not folders:
        rest = [
            p for p in sorted(SOURCE.rglob("*.py")) if p.relative_to(SOURCE).parts[0] not in ("load", "dates")
        ]
        print(row("without load/ and dates/", measure(rest)))


if __name__ == "__main__":
    main()
