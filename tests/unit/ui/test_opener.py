"""Opening media: only files of allowed types below the chronology's folder, and never through a shell."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from timeline_tui.export.markdown import event_document
from timeline_tui.export.plain_text import plain_paragraphs
from timeline_tui.load import load_bytes
from timeline_tui.model import Event, Media
from timeline_tui.store import Store
from timeline_tui.ui import opener
from timeline_tui.ui.citation import openable


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Record the commands that would be started."""
    found: list[list[str]] = []

    def popen(argv: list[str], **how: Any) -> None:
        assert not how.get("shell")
        assert how["stdin"] == how["stdout"] == how["stderr"] == subprocess.DEVNULL
        assert how["start_new_session"]
        found.append(argv)

    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    return found


@pytest.fixture
def beside(tmp_path: Path) -> str:
    """Write a file of events, with pictures below its folder and a secret above."""
    folder = tmp_path / "folder"
    (folder / "photos").mkdir(parents=True)
    (folder / "-rf.jpg").write_bytes(b"x")
    (folder / "a b;id $(id).JPG").write_bytes(b"x")
    (folder / "photos" / "c.png").write_bytes(b"x")
    (folder / "photos" / "d.png").mkdir()
    for name in ("run.sh", "run.desktop", "page.html", "image.svg", "none"):
        (folder / name).write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "away.png").symlink_to(tmp_path / "secret.png")
    (folder / "up").symlink_to(tmp_path)
    (folder / "run.png").symlink_to(folder / "run.sh")
    return str(folder / "events.toml")


@pytest.mark.parametrize("path", ["-rf.jpg", "a b;id $(id).JPG", "photos/c.png", "photos/../photos/c.png"])
def test_files_below_the_folder_are_opened(started: list[list[str]], beside: str, path: str) -> None:
    assert opener.open_media(Media(path, url="https://x.org"), beside) == ""
    assert started == [["/usr/bin/xdg-open", str((Path(beside).parent / path).resolve())]]
    assert started[0][1].startswith("/")


@pytest.mark.parametrize(
    "path",
    ["../secret.png", "away.png", "up/secret.png", "/etc/passwd", "/etc/hostname.png", "photos/d.png", "gone.png",
     "run.sh", "run.desktop", "page.html", "image.svg", "none", "run.png", "a\0b.png", "x" * 5000 + ".png", ".", "",
     "file:///etc/passwd", "https://x.org/a.png", "~/x.png"],
)  # fmt: skip
def test_nothing_else_is_opened(started: list[list[str]], beside: str, path: str) -> None:
    assert opener.open_file(path, beside)
    assert started == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "-h",
        "https://x.org/\x1b",
        "https://x.org/a b",
        "",
        "ftp://x.org",
    ],
)
def test_only_web_addresses_are_opened(started: list[list[str]], beside: str, url: str) -> None:
    assert opener.open_media(Media(url=url), beside)
    assert started == []


def test_an_address_is_opened(started: list[list[str]], beside: str) -> None:
    assert opener.open_media(Media(url="https://x.org/a?b=c&d"), beside) == ""
    assert started == [["/usr/bin/xdg-open", "https://x.org/a?b=c&d"]]


def test_the_case_of_a_scheme_makes_no_difference(started: list[list[str]], beside: str) -> None:
    """Schemes are case-insensitive (RFC 3986, section 3.1)."""
    assert opener.open_media(Media(url="HTTP://x.org/A"), beside) == ""
    assert opener.open_media(Media(url="Https://x.org/é"), beside) == ""
    assert [address for _, address in started] == ["http://x.org/A", "https://x.org/%C3%A9"]
    assert opener.open_media(Media(url="HTTP:///"), beside) == opener.open_media(
        Media(url="http:///"), beside
    )
    assert opener.open_media(Media(url="JAVASCRIPT://x"), beside)


@pytest.mark.parametrize("beside", ["", "-"])
def test_standard_input_has_no_folder(started: list[list[str]], beside: str) -> None:
    assert "standard input" in opener.open_file("c.png", beside)
    assert started == []


def test_without_a_display_the_place_is_shown(
    started: list[list[str]], beside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert "c.png" in opener.open_file("photos/c.png", beside)
    assert started == []


def test_a_warning_comes_before_anything_else() -> None:
    text = '[[events]]\nid = "e"\ndate = 2024-08-07\ntitle = "T"\n[[events.media]]\npath = "a.jpg"\n'
    store = Store(
        *load_bytes((text + 'caption = "The bridge"\nwarning = "dead bodies"\n').encode(), "x.toml")
    )
    (event,) = store.events
    for output in (
        "\n".join([paragraph.text for paragraph in plain_paragraphs(event, store)]),
        "\n".join(event_document(store, event)),
        openable(event)[0][0].text,
    ):
        assert output.index("dead bodies") < output.index("The bridge") < output.index("a.jpg")
    assert "![" not in "\n".join(event_document(store, event)), "a reader of the document would load it"


def test_what_can_be_opened() -> None:
    event = Event(
        "e", None, "t", summary="see https://x.org/1", media=(Media("a.jpg"), Media(url="https://x.org/2"))
    )
    assert [(c.key, c.name, m.path or m.url) for c, m in openable(event)] == [
        ("1", "media", "a.jpg"),
        ("2", "media", "https://x.org/2"),
        ("3", "address", "https://x.org/1"),
    ]


def test_a_medium_without_a_place_is_shown_and_kept() -> None:
    loaded = load_bytes(
        b'[[events]]\ndate = 2024-08-07\ntitle = "T"\nmedia = [{ caption = "c" }]\n', "x.toml"
    )
    assert [(p.line, p.code) for p in loaded.problems] == [(4, "missing-reference")]
    assert loaded.chronology.events[0].media == (Media(caption="c"),)
