"""Faults found by hostile input to the whole program, each in its smallest form."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from timeline_tui.aggregate import value
from timeline_tui.cli import main
from timeline_tui.load import load_bytes
from timeline_tui.store import Store
from timeline_tui.text import find_all, fold, reveal
from timeline_tui.ui import citation


def test_marks_that_make_another_letter_are_kept() -> None:
    assert fold("パリ") != fold("バリ")  # Paris, Bali
    assert fold("กา") != fold("ก้า")
    assert fold("Müller") == fold("muller")
    assert fold("Żółć") == "zolc"


def test_folding_in_pieces_is_folding() -> None:
    text = "x" + "\u0301\u05b0" * 3_000 + "ÿ"
    assert fold(text) == "xy"
    assert find_all("Ÿ" * 3_000, ("y" * 2_000,)) == [(0, 2_000)]


@pytest.mark.parametrize("mark", ["\u0301", "\u05b0", "\u0e48", "\u200d", "\ufe0f", "\u1160"])
def test_a_stack_of_marks_is_clipped(mark: str) -> None:
    assert len(reveal("e" + mark * 100_000)) < 100


def test_copied_text_has_no_control_sequences() -> None:
    data = b'[[events]]\nid = "a\\u001b[201~\\nrm\\n"\ndate = 2024-01-01\ntitle = "x"\n'
    (event,) = load_bytes(data).chronology.events
    for choice in citation.choices(event):
        assert "\x1b" not in choice.text


def test_shared_names_are_replaced_by_ids() -> None:
    data = b"""
[[actors]]
id = "a"
name = "Smith"
[[actors]]
id = "b"
name = "Smith"
[[events]]
date = 2024-01-01
title = "x"
actors = ["a"]
[[events]]
date = 2024-01-02
title = "y"
actors = ["b"]
"""
    store = Store(load_bytes(data).chronology)
    assert [value(store, "actor", key) for key in ("a", "b")] == ["a", "b"]


def test_a_tag_with_blanks_round_it_is_found() -> None:
    store = Store(load_bytes(b'[[events]]\ndate = 2024-01-01\ntitle = "x"\ntags = [" pad"]\n').chronology)
    assert store.matching_keys("tag", "pad", exact=True) == ["pad"]


def test_two_queries_that_nest_too_deeply_together_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.toml"
    file.write_text('[[events]]\ndate = 2024-01-01\ntitle = "x"\n')
    assert main(["list", str(file), "(" * 50 + "x" + ")" * 50, "-q", "x"]) == 2
    assert "query" in capsys.readouterr().err


def test_an_overlong_file_name_does_not_affect_other_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.toml"
    file.write_text('[[events]]\ndate = 2024-01-01\ntitle = "here"\n')
    assert main(["list", str(file), os.path.join(tmp_path, "x" * 5_000 + ".toml")]) == 2  # noqa: PTH118
    assert "here" in capsys.readouterr().out


@pytest.mark.parametrize("value", ["1bool1 = 2", "1 may x", "3ad5"])
def test_a_value_that_begins_like_a_year_is_a_syntax_error(value: str) -> None:
    """The suggested date was invalid, and the exception ended the load."""
    loaded = load_bytes(f'[[events]]\ndate = {value}\ntitle = "x"\n'.encode())
    assert [(problem.line, problem.code) for problem in loaded.problems if problem.code[:4] == "toml"] == [
        (2, "toml-syntax")
    ]
    assert loaded.chronology.events[0].title == "x"


@pytest.mark.parametrize("value", ["2024-08-07T12:00:00+", "2024-08-07T12:00:00-", "2024-08-07T12:00:00x"])
def test_a_time_with_a_sign_but_no_offset_is_refused(value: str) -> None:
    """Its exception ended the load."""
    loaded = load_bytes(f'[[events]]\ndate = "{value}"\ntitle = "x"\n'.encode())
    assert [problem.code for problem in loaded.problems] == ["bad-date"]
