"""The files of toml-test, split into tables and put together again, beside Python's own parser on the whole.

They are not part of this project: `git clone https://github.com/toml-lang/toml-test`, then
`TOML_TEST=toml-test/tests pytest tests/unit/load/test_toml_test.py -s` prints the score.
"""

from __future__ import annotations

import math
import os
import sys
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from timeline_tui.load import toml_blocks

FOLDER = Path(os.environ.get("TOML_TEST", "-"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="TOML_TEST does not name the tests of toml-test")


def ours(data: bytes) -> tuple[bool, Any]:
    """Whether the file is taken without a fault, and what it says."""
    found = list(toml_blocks.tables(data))
    return not any(table.faults for table in found), toml_blocks.merge(found)


def theirs(data: bytes) -> tuple[bool, Any]:
    try:
        return True, tomllib.loads(data.decode())
    except (ValueError, RecursionError):
        return False, None


def plain(value: Any) -> Any:
    """A value that equals another only if both are of one kind."""
    match value:
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list():
            return [plain(item) for item in value]
        case float():
            return "nan" if math.isnan(value) else ("float", value)
        case datetime():
            return ("datetime", value.isoformat())
        case date() | time():
            return (type(value).__name__, value.isoformat())
    return (type(value).__name__, value)


def test_the_score(capsys: pytest.CaptureFixture[str]) -> None:
    """Of TOML 1.1, which the parser reads: what is valid is taken, what is not is refused.

    tomllib reads 1.0, so it takes less; what both take says the same.
    """
    names = [name for name in (FOLDER / "files-toml-1.1.0").read_text().split() if name.endswith(".toml")]
    assert len(names) > 600
    wrong, alike = [], 0
    for name in names:
        data = (FOLDER / name).read_bytes()
        (mine, reported), (other, says) = ours(data), theirs(data)
        if mine != name.startswith("valid/"):
            wrong.append(f"{name}: {'taken' if mine else 'refused'}")
        elif mine and other and plain(reported) != plain(says):
            wrong.append(f"{name}: another value than tomllib's")
        alike += mine == other
    with capsys.disabled():
        reported = (
            f"{len(names) - len(wrong)} of {len(names)} right; tomllib, which reads 1.0, agrees on {alike}"
        )
        sys.stdout.write("\n  ".join([f"\ntoml-test, TOML 1.1: {reported}", *wrong, ""]))
    assert wrong == []
