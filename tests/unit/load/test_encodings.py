"""A file in another encoding than UTF-8: those that fit are named, with what they read."""

from __future__ import annotations

import pytest

from timeline_tui.load import load_bytes
from timeline_tui.load.encodings import advice

TEXTS = [
    ("cp1251", "Наступление на Курскую область, заявление Путина"),
    ("koi8-r", "Наступление на Курскую область, заявление Путина"),
    ("cp866", "Наступление на Курскую область"),
    ("cp1251", "Путин"),
    ("cp1252", "Le président français a déclaré l’état d’urgence à Orléans"),
    ("cp1252", "Müller"),
    ("cp1250", "Prezydent ogłosił stan wyjątkowy w Łodzi, źródło"),
    ("cp1253", "Ο πρόεδρος κήρυξε κατάσταση έκτακτης ανάγκης"),
    ("cp1255", "ראש הממשלה"),
    ("cp1256", "أعلن الرئيس حالة الطوارئ"),
    ("gb18030", "俄罗斯宣布库尔斯克州进入紧急状态"),
    ("big5", "總統宣布進入緊急狀態"),
    ("shift_jis", "クルスク州で非常事態宣言が発令された"),
    ("euc-kr", "대통령이 비상사태를 선포했다"),
]


@pytest.mark.parametrize(("encoding", "text"), TEXTS)
def test_the_encoding_is_among_those_that_are_named(encoding: str, text: str) -> None:
    data = f'[[events]]\ndate = 2024-08-07\ntitle = "{text}"\n'.encode(encoding)
    problem = next(p for p in load_bytes(data).problems if p.code == "toml-encoding")
    assert f"{encoding.upper()} (" in problem.hint
    assert problem.hint.count('("') <= 4
    assert "-t UTF-8" in problem.hint
    words = text.replace("’", " ").split()
    assert any(word.strip(",")[:20] in problem.hint for word in words if not word.isascii())


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "gb18030", "big5"])
def test_one_that_is_certain_is_named_alone(encoding: str) -> None:
    text = next(text for name, text in TEXTS if name == encoding)
    data = f'title = "{text}"\n'.encode(encoding)
    at = next(n for n, byte in enumerate(data) if byte > 127)
    assert advice(data, at).startswith(f"it may be {encoding.upper()} (")


def test_a_line_of_another_encoding_in_a_file_that_is_utf8() -> None:
    data = '[[events]]\ntitle = "Łódź"\n'.encode() + "note = 'Müller'\n".encode("cp1252") + b"date = 2024\n"
    assert advice(data, data.index(b"\xfc")).startswith("the rest of the file is UTF-8: type this line again")


def test_bytes_that_are_no_text() -> None:
    assert "ITS-ENCODING" in advice(b"\xff\x00\x81" * 5000, 7500)
