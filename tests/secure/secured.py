"""Run secure mode for tests, in processes of its own, because it cannot be turned off."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src"

BEGUN = """
import sys
sys.path.insert(0, {sources!r})
from timeline_tui import secure
secure.begin()
from timeline_tui.secure import Feature, allowed, confined_open, refusal
"""


def python(
    script: str, *arguments: str, folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a script that starts in secure mode, with only the given environment variables."""
    return subprocess.run(
        [sys.executable, "-I", "-B", "-c", BEGUN.format(sources=str(SOURCES)) + script, *arguments],
        capture_output=True, text=True, check=False, cwd=folder, timeout=60,
        env={"PATH": os.environ["PATH"], **environment},
    )  # fmt: skip


def command(*words: str) -> list[str]:
    """Return the command line of `timeline --secure`, isolated as in docs/ssh.md."""
    run = f"import sys; sys.path.insert(0, {str(SOURCES)!r}); from timeline_tui.cli import program; program()"
    return [sys.executable, "-I", "-B", "-c", run, "--secure", *words]


def run(words: Sequence[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `timeline --secure` without a terminal; return the result."""
    return subprocess.run(
        command(*words), capture_output=True, text=True, check=False, cwd=folder, timeout=60,
        stdin=subprocess.DEVNULL, env={"PATH": os.environ["PATH"], **environment},
    )  # fmt: skip
