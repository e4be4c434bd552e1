"""Text for terminals whose character set is not UTF-8."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from timeline_tui.ui.terminal.charset import encoder, nearest


@pytest.mark.parametrize(
    ("text", "ascii", "latin"),
    [
        ("Иван Иванов", b"Ivan Ivanov", b"Ivan Ivanov"),
        ("Сумська область, Їжак", b"Sums'ka oblast', Izak", b"Sums'ka oblast', Izak"),
        ("Ἀθῆναι Ωμέγα", b"Atinai Omega", b"Atinai Omega"),
        ("Seán O’Brien – “x”…", b'Sean O\'Brien - "x"~', b'Se\xe1n O\'Brien - "x"~'),
        ("Łódź, Østerbro", b"Lodz, Osterbro", b"L\xf3dz, \xd8sterbro"),
        ("東京 – サッカー", b"DoJi - sat ka--", b"DoJi - sat ka--"),
        ("서울", b"SeUl", b"SeUl"),
        ("ירושלים", b"yrvslym", b"yrvslym"),
        ("أحمد بن سالم، ١٢", b"'hmd bn salm, 12", b"'hmd bn salm, 12"),
        ("กรุงเทพ", b"krnetp", b"krnetp"),
        ("km² ½ Ⅳ ₹", b"km2 ? ? ?", b"km\xb2 \xbd ? ?"),  # ½ must not become 1
    ],
)
def test_the_nearest_letters(text: str, ascii: bytes, latin: bytes) -> None:
    assert text.encode("ascii", encoder("ascii")) == ascii
    assert text.encode("latin-1", encoder("latin-1")) == latin


@given(st.characters(exclude_categories=["Cs", "Cc"]))
def test_replacements_keep_the_width(char: str) -> None:
    found = nearest(char)
    assert found.isascii()
    assert len(found) == cell_len(char)


def test_utf_8_is_unchanged() -> None:
    assert "Иван 東京 \ud800".encode("utf-8", encoder("utf8")) == "Иван 東京 ?".encode()
