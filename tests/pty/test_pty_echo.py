"""Input during the browser's start or end is never echoed over its screen."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from rawpty import RawTerminal

pytestmark = [
    pytest.mark.pty,
    pytest.mark.skipif(
        shutil.which("strace") is None and os.environ.get("CI", "").lower() != "true",
        reason="strace is not installed",
    ),
]
STEP = re.compile(r"TCSETS\w*, {.* c_lflag=(?P<flags>[A-Z|]*),|write\([0-9]+, \"\\33\[(?P<mode>\?1049[hl])")
"""The system calls and sequences that switch the echo and the alternate screen."""


def test_nothing_is_echoed_on_the_browsers_screen(tmp_path: Path) -> None:
    log = tmp_path / "log.strace"
    argv = [
        "strace",
        "-f",
        "-qq",
        "-v",
        "-s",
        "4000",
        "-e",
        "trace=write,ioctl",
        "-e",
        "signal=none",
        "-o",
        str(log),
    ]
    with RawTerminal([*argv, "timeline"], tmp_path, env={"EDITOR": "true"}) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        terminal.output = b""
        terminal.send("e")
        terminal.wait_for(b"\x1b[?1049l")
        terminal.wait_for(b"\x1b[?1049h")  # the editor has ended
        terminal.quiet()
        terminal.send("q")
        assert terminal.ended() == 0
        assert terminal.settings == terminal.before
    echo, screens = True, ""
    for step in STEP.finditer(log.read_text()):
        if step["mode"]:
            screens += step["mode"][-1]
            assert not echo, f"while the terminal echoes what is typed: {screens}"
        else:
            echo = "ECHO" in step["flags"].split("|")
    assert screens == "hlhl"
    assert echo
