"""Groups without backtracking on every Python: possessive ones match wrongly before 3.11.5."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import timeline_tui
from timeline_tui import patterns
from timeline_tui.patterns import late, repeated

SOURCES = sorted(Path(timeline_tui.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("possessive", [patterns._POSSESSIVE, False])
@pytest.mark.parametrize(
    "text", ['"""abc"""', '"""a"b"""', '"""a\\"b""x"""', '""""""', '"""a""""', '"""\n[[e]]\n"""']
)
def test_alternatives_in_a_group(monkeypatch: pytest.MonkeyPatch, text: str, possessive: bool) -> None:
    monkeypatch.setattr(patterns, "_POSSESSIVE", possessive)
    string = '"""' + repeated(r'[^"\\]++|\\[\s\S]|"(?!"")') + '"{3,5}+'
    assert re.fullmatch(string, text)
    assert re.fullmatch(string.encode(), text.encode())
    assert not re.match(repeated("a|ab") + "c", "abc"), "went back into the group"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_possessive_group_is_written_by_hand(path: Path) -> None:
    if path.name != "patterns.py":
        assert not re.search(r"\)(?:[*+?]|\{[\d,]+\})\+(?!\+)[^ +]", path.read_text(encoding="utf-8"))


def test_a_late_pattern_is_compiled_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = late("[a-z]+", re.IGNORECASE)
    monkeypatch.setattr(re, "compile", None)
    with pytest.raises(TypeError):
        pattern.fullmatch("ABC")
    monkeypatch.undo()
    assert pattern.fullmatch("ABC")
    monkeypatch.setattr(re, "compile", None)
    assert pattern.fullmatch("abc")
    monkeypatch.undo()
    assert pattern.sub("x", "ab1cd") == "x1x"
