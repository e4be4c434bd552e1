"""The programs to compare, one entry each: how to start them, what their screen shows, and their keys.

They are programs for reading records in a terminal: a table (VisiData), logs (lnav, toolong), lines (fzf, less), and
a minimal application with the same toolkit. Each is started as its manual says, without the user's settings, and with
options only where a key would do something else otherwise.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from data import Form

HERE = Path(__file__).parent
TEXT = "injured"
"""The text to filter by, which three events in ten contain."""

DOWN, UP, PAGE, HOME, END, CLEAR = "\x1b[B", "\x1b[A", "\x1b[6~", "\x1b[H", "\x1b[F", "\x15"


class Filter(NamedTuple):
    """How to filter by a text: `live` while typing, else on Enter; `undo` shows everything again."""

    opens: str
    undo: str
    live: bool = True


class Peer(NamedTuple):
    """A program. {file}, {count} and {last} (the id of the last event) are replaced in `command`, `first` and `loaded`.

    `first` and `loaded` are regular expressions for a line of the screen that shows an event, or that all are loaded.
    An empty key is one that the program does not have; `lacks` gives the reasons by what cannot be measured.
    """

    name: str
    command: tuple[str, ...]
    first: str
    loaded: str = ""
    form: Form = "log"
    down: str = "j"
    up: str = "k"
    page: str = PAGE
    end: str = "G"
    home: str = "g"
    filter: Filter | None = None
    lacks: Mapping[str, str] = {}

    def argv(self, file: Path) -> list[str]:
        """Return its command line."""
        return [word.replace("{file}", str(file)) for word in self.command]

    def signs(self, count: int, last: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
        """Return patterns for the first screen and for everything loaded, the latter None if that cannot be seen."""
        first, loaded = (
            text.replace("{count}", str(count)).replace("{count:,}", f"{count:,}").replace("{last}", last)
            for text in (self.first, self.loaded)
        )
        return re.compile(first), re.compile(loaded) if loaded else None


def timeline(*words: str) -> list[str]:
    """Return the command line of the installed `timeline`."""
    script = Path(sys.executable).parent / "timeline"
    return [str(script), *words] if script.exists() else [sys.executable, "-m", "timeline_tui", *words]


def application(name: str, *words: str) -> tuple[str, ...]:
    """Return the command line of an application in this folder."""
    return sys.executable, str(HERE / name), *words


NO_FILTER = "it finds and marks, but does not filter"
ON_ENTER = "it filters on Enter, not while typing"
WHILE_TYPING = "it filters while typing"
NOTHING = "nothing but a line of text"

PEERS = (
    Peer(
        "timeline",
        tuple(timeline("{file}")),
        first=r"\b[0-9,]+ events",
        loaded=r"\b{count:,} events",
        form="toml",
        filter=Filter("/", CLEAR),
        lacks={"enter": WHILE_TYPING},
    ),
    Peer(
        "timeline (CSV)",
        tuple(timeline("{file}")),
        first=r"\b[0-9,]+ events",
        loaded=r"\b{count:,} events",
        form="csv",
        filter=Filter("/", CLEAR),
        lacks={"enter": WHILE_TYPING},
    ),
    Peer(
        "VisiData",
        ("vd", "{file}"),
        first=r"event-\d",
        loaded=r"\b{count} rows",
        form="csv",
        page="\x06",
        home="gg",
        filter=Filter("g|", "gu", live=False),
        lacks={"letter": ON_ENTER},
    ),
    Peer(
        "lnav",
        ("lnav", "{file}"),
        first=r"INFO event-\d",
        loaded=r"INFO {last}\b",
        filter=Filter(":filter-in ", f":delete-filter {TEXT}\r", live=False),
        lacks={"letter": ON_ENTER},
    ),
    Peer(
        "toolong",
        ("tl", "{file}"),
        first=r"INFO event-\d",
        loaded=r"INFO {last}\b",
        end=END,
        home=HOME,
        lacks={"letter": NO_FILTER, "enter": NO_FILTER},
    ),
    Peer(
        "fzf",
        (
            "sh", "-c", 'exec fzf --exact --no-sort --layout=reverse --bind home:first,end:last < "$1"', "fzf", "{file}"
        ),
        first=r"INFO event-\d",
        loaded=r"\b{count}/{count}\b",
        down=DOWN,
        up=UP,
        end=END,
        home=HOME,
        filter=Filter("", CLEAR),
        lacks={"enter": WHILE_TYPING},
    ),
    Peer(
        "less",
        ("less", "-S", "{file}"),
        first=r"INFO event-\d",
        filter=Filter("&", "&\r", live=False),
        lacks={"loaded": "it reads what it shows, and the rest when asked to", "letter": ON_ENTER},
    ),
    Peer(
        "plain list",
        application("plain_app.py", "{file}"),
        first=r"\d{4}-\d\d-\d\d  \w",
        loaded=r"\b{count} events",
        form="csv",
        end=END,
        home=HOME,
        filter=Filter("/", CLEAR),
        lacks={"enter": WHILE_TYPING},
    ),
    Peer(
        "empty app",
        application("empty_app.py"),
        first="an empty application",
        down="",
        up="",
        page="",
        end="",
        home="",
        lacks=dict.fromkeys(["loaded", "step", "scroll", "page", "end", "letter", "enter"], NOTHING)
        | dict.fromkeys(("far step", "far lag", "far bytes"), NOTHING),
    ),
)  # fmt: skip


def program(peer: Peer) -> str:
    """Return the name of the executable that is needed."""
    return peer.command[3] if peer.command[0] == "sh" else peer.command[0]


def installed(peer: Peer, path: str) -> bool:
    """Return whether the executable is in one of the folders of `path`."""
    return shutil.which(program(peer), path=path) is not None
