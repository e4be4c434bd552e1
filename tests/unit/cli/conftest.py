"""A chronology on disk, and an environment without settings."""

from __future__ import annotations

from pathlib import Path

import pytest

KURSK = """
[timeline]
title = "Kursk"
timezone = "Europe/Moscow"

[[actors]]
id = "putin"
name = "Vladimir Putin"
aliases = ["Путин"]

[[sources]]
id = "article"
title = "An article"
url = "https://example.org/a"
reliability = "B"

[[events]]
id = "emergency"
date = 2024-08-07
title = "State of emergency"
actors = ["Aleksei Smirnov"]
locations = ["Kursk region"]
tags = ["emergency"]
sources = [{ source = "article", locator = "para. 2", credibility = 3 }]

[[events]]
id = "gains"
date = "2024-08~"
title = "Bloggers report gains"
kind = "report"
tags = ["incursion", "drone"]

[[events]]
id = "speech"
date = "2024-08-08T14:30"
title = "Putin speaks"
actors = [{ actor = "putin", role = "speaker" }]

[[events.quotes]]
speaker = "putin"
text = "A large-scale provocation."

[[events.claims]]
by = "putin"
text = "Civilians are attacked"
quantity = { best = 6, low = 5, high = 7, unit = "towns" }
assessments = [{ by = "Kyiv", stance = "denies", note = "Not so." }]

[[events]]
id = "undated"
title = "No date"
"""

BROKEN = """
[[events]]
id = "one"
date = "2024-13-01"
titel = "x"
title = "One"
"""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings, no file named in the environment, and an empty working directory."""
    for name in ("TIMELINE_FILE", "TIMELINE_CONFIG", "NO_COLOR", "LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)


@pytest.fixture
def kursk() -> str:
    """Four events: a day, about a month, a minute, and one without a date."""
    Path("kursk.toml").write_text(KURSK, encoding="utf-8")
    return "kursk.toml"


@pytest.fixture
def broken() -> str:
    """One event with an invalid date and a misspelt key."""
    Path("broken.toml").write_text(BROKEN, encoding="utf-8")
    return "broken.toml"
