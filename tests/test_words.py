"""Plain words: the private vocabulary that the source, its names and the documents must not use again.

Names are checked word by word (`_told_apart` and `ToldApart` are "told" and "apart"); text means docstrings, comments
and string literals. A folder that is not in `FOLDERS` is not checked yet.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
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

FOLDERS: tuple[str, ...] = (
    "aggregate.py",
    "axis",
    "cli",
    "columns",
    "config.py",
    "errors.py",
    "export",
    "knowledge",
    "model.py",
    "patterns.py",
    "prose.py",
    "query",
    "secure",
    "state",
    "store",
    "suggest.py",
    "text",
    "ui",
    "vocabulary.py",
)
"""The parts of the source that are checked: a folder, or a module of its own."""

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md")),
)
QUOTED = re.compile(r".*: error: `date` is no date: .*")
"""Lines of documents that quote a message of the loader or of the dates, which are not checked yet."""

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


def _modules(folder: str) -> list[Path]:
    place = SOURCE / folder
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_source_uses_plain_words(folder: str) -> None:
    modules = _modules(folder)
    assert modules
    found = [
        f"{path.relative_to(ROOT)}:{each}"
        for path in modules
        for each in private_words(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_documents_use_plain_words(document: str) -> None:
    text = QUOTED.sub("", (ROOT / document).read_text("utf-8"))
    found = [f"{document}:{each}" for each in _private_phrases(1, text)]
    assert not found, "\n".join(found)


def test_a_private_word_is_found_in_names_comments_and_texts() -> None:
    source = (
        'def told_apart(looks):\n    """Say so."""\n    # somebody waits\n    return f"{looks} is no date"\n'
    )
    assert [each.partition(":")[0] for each in private_words(source)] == ["1", "1", "3", "4"]
