"""Plain words: the private vocabulary that the source, its names and the documents must not use again.

Names are checked word by word (`_told_apart` and `ToldApart` are "told" and "apart"); text means docstrings, comments
and string literals; of tests, docstrings and comments.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "timeline_tui"

NAMES = {
    "again": "reload, repeat",
    "asked": "requested, typed, expected",
    "board": "model",
    "complaint": "error, warning",
    "complaints": "errors, warnings",
    "doings": "actions",
    "keeping": "state, saver",
    "lacking": "missing, incomplete",
    "look": "viewport, stat, style",
    "looks": "styles",
    "meant": "intended, suggestion",
    "nobody": "unassessed, none",
    "pointed": "marker",
    "said": "text, message, statement",
    "saying": "message",
    "somebody": "unknown",
    "spoken": "phrase, direct",
    "tell": "message, render, build",
    "teller": "builder, renderer",
    "telling": "describe",
    "tells": "returns",
    "thing": "entry, value, record",
    "things": "entries, values, records",
    "told": "text, message, described",
}
"""Words that are no part of a name, each with what to say instead."""

PHRASES = {
    r"doings": "actions",
    r"goes by": "is named",
    r"in these words": "verbatim",
    r"(?<!there )is no(?!t)\b(?! (?:longer|more)\b)": "is not, invalid",
    r"is to be": "must, should",
    r"nobody": "no one, none",
    r"once more": "again",
    r"put down": "stored",
    r"so many": "the number",
    r"somebody": "a user, unknown",
    r"tells? (?:apart|it|them)": "distinguish, report",
    r"told": "reported, shown",
    r"what is said of": "facts about",
}
"""Turns of phrase (patterns) that neither code nor documents use, each with what to say instead."""

UNCHECKED = ("dates",)
"""The folders of the source, and of `tests/unit/`, whose words are for later; everything else is checked."""


DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md")),
)

_SAYS = {re.compile(rf"\b{pattern}\b", re.IGNORECASE): better for pattern, better in PHRASES.items()}


def words_of(name: str) -> list[str]:
    """Split a name in snake case or camel case into its words, in lower case."""
    return re.findall(
        r"[a-z]+|[A-Z]+(?![a-z])", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).replace("_", " ").lower()
    )


def _names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the names that a module defines or assigns, with their lines; names of other packages are theirs."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name


def _texts(source: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if (
            token.type in (tokenize.STRING, tokenize.COMMENT)
            or tokenize.tok_name[token.type] == "FSTRING_MIDDLE"
        ):
            yield token.start[0], token.string


def _private_phrases(line: int, text: str) -> Iterator[str]:
    for pattern, better in _SAYS.items():
        for match in pattern.finditer(text):
            at = line + text.count("\n", 0, match.start())
            yield f"{at}: {match.group()!r}: better {better}"


def private_words(source: str) -> list[str]:
    """Return a line for each private word of a module, as "line: word: what to say instead"."""
    found = [
        f"{line}: {name}: better {NAMES[word]}"
        for line, name in _names(ast.parse(source))
        for word in words_of(name)
        if word in NAMES
    ]
    found += [each for line, text in _texts(source) for each in _private_phrases(line, text)]
    return found


def _prose(source: str) -> Iterator[tuple[int, str]]:
    """Yield comments and docstrings; the other strings of tests are their data."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.lineno, str(first.value.value)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def checked(root: Path) -> list[Path]:
    """Return the parts of a folder that are checked: its folders and modules."""
    parts = [path for path in root.iterdir() if path.is_dir() or path.suffix == ".py"]
    return sorted(path for path in parts if path.name not in (*UNCHECKED, "__pycache__"))


def _modules(part: Path) -> list[Path]:
    return sorted(part.rglob("*.py")) if part.is_dir() else [part]


def _report(part: Path, words: Callable[[str], Iterable[str]]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{each}"
        for path in _modules(part)
        for each in words(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("part", checked(SOURCE), ids=lambda path: path.name)
def test_the_source_uses_plain_words(part: Path) -> None:
    found = _report(part, private_words)
    assert not found, "\n".join(found)


def _words_of_tests(source: str) -> Iterator[str]:
    for line, name in _names(ast.parse(source)):
        private = {*words_of(name)} & NAMES.keys() - {"again"}  # `test_..._again` is plain English
        yield from [f"{line}: {name}: better {NAMES[word]}" for word in private]
    for line, text in _prose(source):
        yield from _private_phrases(line, text)


TESTS = [part for part in checked(ROOT / "tests") if part.name not in ("unit", "corpus", "test_words.py")]


@pytest.mark.parametrize(
    "part", [*TESTS, *checked(ROOT / "tests" / "unit"), ROOT / "bench"], ids=lambda path: path.name
)
def test_the_tests_use_plain_words(part: Path) -> None:
    found = _report(part, _words_of_tests)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_documents_use_plain_words(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    found = [f"{document}:{each}" for each in _private_phrases(1, text)]
    assert not found, "\n".join(found)


def test_a_private_word_is_found_in_names_comments_and_texts() -> None:
    source = (
        'def told_apart(looks):\n    """Say so."""\n    # somebody waits\n    return f"{looks} is no date"\n'
    )
    assert [each.partition(":")[0] for each in private_words(source)] == ["1", "1", "3", "4"]
