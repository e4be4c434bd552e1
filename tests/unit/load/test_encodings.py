"""A file in another encoding than UTF-8: the one or two likely ones are named, with what they read."""

from __future__ import annotations

import re
from typing import Any

import pytest

from timeline_tui.load import load_bytes
from timeline_tui.load.encodings import advice

RUSSIAN = (
    "Наступление на Курскую область, заявление Путина. Свидетели сообщают о трёх погибших. МИД опроверг это."
)
FRENCH = (
    "Le président a déclaré l'état d'urgence à Orléans. Les soldats sont entrés à l'aube. Café à la façon"
)
GERMAN = (
    "Die Regierung verhängte den Ausnahmezustand über München. Zeugen erzählen von Schüssen. Größe über alles"
)
POLISH = "Prezydent ogłosił stan wyjątkowy w Łodzi. Świadkowie mówią o trzech ofiarach. Żołnierze wkroczyli o świcie."
CZECH = "Prezident vyhlásil výjimečný stav v Plzni. Příměří bylo porušeno. Žluťoučký kůň úpěl ďábelské ódy."
TURKISH = "İstanbul'da güneş doğdu. Cumhurbaşkanı olağanüstü hâl ilan etti. Askerler şafak vakti şehre girdi."
GREEK = "Ο πρόεδρος κήρυξε κατάσταση έκτακτης ανάγκης. Η μάχη του Μαραθώνα. Τρεις νεκροί στη Θεσσαλονίκη."
HEBREW = "הקרב על ירושלים. ראש הממשלה הכריז על מצב חירום. החיילים נכנסו לעיר עם שחר."
ARABIC = "معركة القادسية. أعلن الرئيس حالة الطوارئ. دخل الجنود المدينة عند الفجر."
JAPANESE = "東京で会議が始まった. クルスク州で非常事態宣言が発令された. 目撃者によると三人が死亡した."
KOREAN = "서울에서 회의가 열렸다. 대통령이 비상사태를 선포했다. 정부는 무력 사용을 부인했다."
CHINESE = "俄罗斯宣布库尔斯克州进入紧急状态. 北京发生的事件. 目击者说有三人死亡."
TAIWANESE = "北京發生的事件. 總統宣布進入緊急狀態. 目擊者說有三人死亡."

LIKELIEST = [
    ("cp1251", "CP1251", RUSSIAN),
    ("koi8-r", "KOI8-R", RUSSIAN),
    ("cp866", "CP866", RUSSIAN),
    ("iso8859-5", "ISO-8859-5", RUSSIAN),
    ("mac-cyrillic", "MACCYRILLIC", RUSSIAN),
    ("cp1252", "CP1252", FRENCH),
    ("mac-roman", "MACINTOSH", FRENCH),
    ("cp1252", "CP1252", GERMAN),
    ("mac-roman", "MACINTOSH", GERMAN),
    ("cp850", "CP850", GERMAN),
    ("cp1250", "CP1250", POLISH),
    ("iso8859-2", "ISO-8859-2", POLISH),
    ("cp1250", "CP1250", CZECH),
    ("iso8859-2", "ISO-8859-2", CZECH),
    ("cp852", "CP852", CZECH),
    ("cp1254", "CP1254", TURKISH),
    ("iso8859-9", "CP1254", TURKISH),
    ("cp1253", "CP1253", GREEK),
    ("cp1255", "CP1255", HEBREW),
    ("iso8859-8", "CP1255", HEBREW),
    ("cp1256", "CP1256", ARABIC),
    ("euc-jp", "EUC-JP", JAPANESE),
    ("shift_jis", "CP932", JAPANESE),
    ("euc-kr", "CP949", KOREAN),
    ("gb18030", "GB18030", CHINESE),
    ("big5", "BIG5", TAIWANESE),
]
UNCERTAIN = {"Askerler şafak vakti şehre girdi.", "Žluťoučký kůň úpěl ďábelské ódy.", "Größe über alles"}
"""Sentences for which the second guess may be the right one."""


def hint_for(encoding: str, *titles: str) -> str:
    text = "".join(f'[[events]]\ndate = 2024-08-07\ntitle = "{title}"\n' for title in titles)
    return next(p.hint for p in load_bytes(text.encode(encoding)).problems if p.code == "toml-encoding")


def readings(hint: str) -> dict[str, str]:
    """The encodings that a hint names, with what they read."""
    return dict(re.findall(r'([A-Z0-9-]+) \("(.*?)"\)', hint))


@pytest.mark.parametrize(("encoding", "name", "text"), LIKELIEST)
def test_the_likeliest_encoding_of_a_file(encoding: str, name: str, text: str) -> None:
    hint = hint_for(encoding, *text.split(". "))
    named = readings(hint)
    assert next(iter(named)) == name
    assert len(named) <= 2
    assert hint.startswith("probably")
    assert hint.endswith(f": iconv -f {name} -t UTF-8")
    assert named[name] in text


@pytest.mark.parametrize(("encoding", "name", "text"), LIKELIEST)
def test_one_sentence_is_read_right_by_one_of_the_two(encoding: str, name: str, text: str) -> None:
    for sentence in text.split(". "):
        if sentence.encode(encoding).isascii() or (encoding == "cp1252" and sentence == "Café à la façon"):
            continue
        words = list(readings(hint_for(encoding, sentence)).values())
        assert words[0] in sentence or (sentence in UNCERTAIN and words[1] in sentence)


def test_a_name() -> None:
    assert hint_for("cp1252", "Müller").startswith('probably CP1252 ("Müller")')
    assert hint_for("cp1251", "Путин").startswith('probably CP1251 ("Путин")')


def test_a_line_of_another_encoding_in_a_file_that_is_utf8() -> None:
    data = '[[events]]\ntitle = "Łódź"\n'.encode() + "note = 'Müller'\n".encode("cp1252") + b"date = 2024\n"
    reported = advice(data, data.index(b"\xfc"))
    assert reported.startswith(
        'the rest of the file is UTF-8: type this line again; it is probably CP1252 ("Müller")'
    )
    assert "iconv" not in reported


def test_only_what_is_near_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    import chardet

    seen: list[bytes] = []
    real = chardet.detect_all

    def detect_all(data: bytes, **options: Any) -> Any:
        seen.append(data)
        return real(data, **options)

    monkeypatch.setattr(chardet, "detect_all", detect_all)
    line = f'title = "{RUSSIAN}"\n'.encode("cp1251")
    assert "CP1251" in advice(line * 20_000, len(line) * 10_000 + 9)
    assert len(seen[0]) <= 8_000


@pytest.mark.parametrize("data", [b"\xff\x00\x81" * 5000, b"\x81\x01\xff"])
def test_bytes_that_are_no_text(data: bytes) -> None:
    assert "ITS-ENCODING" in advice(data, len(data) // 2)
