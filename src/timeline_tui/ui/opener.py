"""Open a medium or URL of an event with the system's default program.

Paths and URLs in chronologies are untrusted. So only what the user chose is opened; a URL only if it is http or https;
a file only if it is below the folder of the file that names it, and of a type that is displayed, not executed. No
shell is involved. The program gets no terminal, so that it cannot read keys or write to the screen.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

from timeline_tui.export.phrases import web_address
from timeline_tui.model import Media
from timeline_tui.secure import Feature, allowed, refusal

SHOWN = frozenset((
    ".avif", ".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp",
    ".m4v", ".mkv", ".mov", ".mp4", ".ogv", ".webm", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav",
    ".pdf", ".txt",
))  # fmt: skip
"""Suffixes of files that are displayed or played. Types that can hold scripts (.html, .svg, .desktop) are left out."""


def open_media(media: Media, beside: str) -> str:
    """Open a medium: its file if it has one, else its URL.

    Args:
        media: The medium.
        beside: The path of the file that names it.

    Returns:
        The reason if it was not opened, else "".
    """
    return open_file(media.path, beside) if media.path else open_address(media.url)


def open_address(url: str) -> str:
    """Open a URL in the default web browser. Returns the reason if it was not opened, else ""."""
    if not allowed(Feature.ADDRESSES):
        return refusal(Feature.ADDRESSES)
    target = web_address(url)
    return _start(target) if target else "only addresses that begin with http:// or https:// are opened"


def open_file(path: str, beside: str) -> str:
    """Open a file.

    Args:
        path: The path, relative to the folder of `beside`.
        beside: The path of the file that names it.

    Returns:
        The reason if it was not opened, else "".
    """
    if not allowed(Feature.MEDIA):
        return refusal(Feature.MEDIA)
    if not beside or beside == "-":
        return "this was read from standard input: there is no folder to look in"
    folder = Path(beside).parent.resolve()
    try:
        # Resolve symbolic links before checking that the file is below the folder.
        target = (folder / path).resolve(strict=True)
        if not target.is_relative_to(folder):
            return f"{path} is not below the folder of {beside}: it is not opened"
        if not stat.S_ISREG(target.stat().st_mode):
            return f"{path} is not a file"
    # Before Python 3.13, a loop of links raises RuntimeError; a null character in the path raises ValueError.
    except (OSError, ValueError, RuntimeError):
        return f"there is no file {path} beside {beside}"
    if target.suffix.lower() not in SHOWN:
        return f"{path} is not a picture, sound, film, text or PDF: it is not opened"
    return _start(str(target))


def _start(target: str) -> str:
    """Start the system's opener. An absolute path or a URL cannot be taken for an option."""
    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(name)
    if program is None:
        return f"{name}, which opens files, is not installed: {target}"
    # Without a display, xdg-open looks for a browser that runs in the terminal.
    if name == "xdg-open" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return f"there is no display to open it on: {target}"
    quiet = subprocess.DEVNULL
    try:
        # A new session has no controlling terminal (setsid(2)), so that /dev/tty cannot be opened.
        subprocess.Popen([program, target], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError as error:
        return f"{name}: {error.strerror or error}"
    return ""
