"""Fixtures of all tests: an environment that is the same on any machine, and small files."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from rest import parse_styles_once, wait_for_idle

from timeline_tui.ui import file_watcher

settings.register_profile("without a clock", deadline=None)  # a busy machine is not a failure
settings.load_profile("without a clock")

# Several processes collect the same tests and start the same program hundreds of times: what one has compiled, the
# others take. Images of containers often switch that off; `__pycache__` is in .gitignore.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

HERE = Path(__file__).parent


def pytest_collection_finish() -> None:
    """The collected tests stay until the end: the garbage collector need not scan them every time."""
    gc.collect()
    gc.freeze()


Write = Callable[..., str]
"""Writes text or bytes into a file of the test's folder, and returns the file's name."""


@pytest.fixture(scope="session", autouse=True)
def _plain_environment() -> Iterator[None]:
    """A UTF-8 terminal with colours, and no settings of the user."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            ours = name.startswith("TEXTUAL_SNAPSHOT")  # where the snapshots' report is put together
            users = name.startswith(("TEXTUAL", "TIMELINE", "LC_")) or name in (
                "NO_COLOR",
                "VISUAL",
                "EDITOR",
            )
            if users and not ours:
                patch.delenv(name)
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("COLORTERM", "truecolor")
        patch.setattr(file_watcher, "PERIOD", 3600.0)  # files are read again when a test says so
        patch.setattr("textual.app.wait_for_idle", wait_for_idle)
        patch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
        parse_styles_once(patch)
        yield


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """The test works in a folder of its own, so that no path on the screen depends on the machine."""
    monkeypatch.chdir(tmp_path)

    def write(text: str | bytes, name: str = "events.toml") -> str:
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    return write


@pytest.fixture
def small(write: Write) -> str:
    """A chronology of twelve events, in `events.toml`."""
    return write((HERE / "ui" / "small.toml").read_bytes())


@pytest.fixture
def rome(write: Write) -> str:
    """A chronology of seven events over a thousand years, in `events.toml`."""
    return write((HERE / "ui" / "rome.toml").read_bytes())
