"""The user's settings: one small TOML file, read once. Problems in it are reported and never fatal.

file = "~/notes"                    # opened if no file is named
theme = "ansi-light"
date_order = "mdy"                  # how 1/2/24 is read: "dmy" (default), "mdy" or "ymd"

[keys]                              # binding id = its keys
"list.down" = "j,down"
"filter.edit" = ["/", "ctrl+f"]
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline_tui.errors import Problem, Severity
from timeline_tui.suggest import nearest
from timeline_tui.text import clip

if TYPE_CHECKING:
    from timeline_tui.dates import DateOrder

_MAX_SIZE = 1_000_000
# Most problems reported.
_MAX_PROBLEMS = 50
_KNOWN = ("file", "theme", "date_order", "keys")


_ORDERS: dict[object, DateOrder] = {"dmy": "dmy", "mdy": "mdy", "ymd": "ymd"}


class Config(NamedTuple):
    """The settings.

    Attributes:
        file: The file to open if none is named, "" if not set.
        theme: The name of a theme, "" if not set.
        keys: Pairs of a binding id and its keys, "key,key".
        date_order: How 1/2/24 is read.
    """

    file: str = ""
    theme: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    date_order: DateOrder = "dmy"


def config_path(environ: Mapping[str, str]) -> Path:
    """Return the path of the settings: $TIMELINE_CONFIG, else `timeline/config.toml` in the user's config folder."""
    named = environ.get("TIMELINE_CONFIG")
    if named:
        return Path(os.path.expanduser(named))  # noqa: PTH111 - which leaves an unknown ~user as it is
    from platformdirs import user_config_path

    return user_config_path("timeline") / "config.toml"


def load_config(environ: Mapping[str, str]) -> tuple[Config, tuple[Problem, ...]]:
    """Load the settings.

    Args:
        environ: The environment variables.

    Returns:
        The settings, and their problems as warnings. A missing file is a problem only if TIMELINE_CONFIG names it.
    """
    path = config_path(environ)
    try:
        # Only a regular file is read: opening a FIFO would block, and reading a device might not end.
        if not path.is_file():
            missing = environ.get("TIMELINE_CONFIG") and not path.exists()
            return Config(), (
                _file_problem(path, "there is no such file", "unset TIMELINE_CONFIG"),
            ) if missing else ()
        with path.open("rb") as file:
            data = file.read(_MAX_SIZE + 1)
    except OSError as error:
        return Config(), (_file_problem(path, f"this cannot be read: {error.strerror}"),)
    if len(data) > _MAX_SIZE:
        return Config(), (_file_problem(path, f"more than {_MAX_SIZE:,} bytes", "is it the right file?"),)
    return parse_config(data, str(path))


def parse_config(data: bytes, path: str) -> tuple[Config, tuple[Problem, ...]]:
    """Parse settings.

    Args:
        data: The TOML.
        path: The path to report problems for.

    Returns:
        The settings, and their problems as warnings.
    """
    import rtoml

    try:
        text = data.decode()
        table = rtoml.loads(text)
    except UnicodeDecodeError:
        return Config(), (_file_problem(Path(path), "this is not UTF-8", "save it as UTF-8"),)
    except (rtoml.TomlParsingError, ValueError, RecursionError) as error:
        return Config(), (_syntax_problem(path, error),)
    reader = _SettingsReader(path, text)
    return reader.read(table), tuple(reader.problems)


class _SettingsReader:
    """Reads the valid settings of a table and collects problems with the others."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []

    def read(self, table: dict[str, Any]) -> Config:
        for key in table:
            if key not in _KNOWN:
                near = nearest(key, _KNOWN)
                hint = f"did you mean `{near}`?" if near else f"the settings are {', '.join(_KNOWN)}"
                self.warn(key, "unknown-key", f"unknown setting `{clip(key, 60)}`", hint)
        file = self.string(table, "file")
        return Config(
            os.path.expanduser(file),  # noqa: PTH111 - as above
            self.string(table, "theme"),
            self.keys(table),
            self.date_order(table),
        )

    def string(self, table: dict[str, Any], key: str) -> str:
        value = table.get(key, "")
        if isinstance(value, str):
            return value
        self.warn(key, "wrong-type", f"`{key}` is {_quoted(value)}, not a text", f'write {key} = "..."')
        return ""

    def date_order(self, table: dict[str, Any]) -> DateOrder:
        value = table.get("date_order", "dmy")
        if isinstance(value, str) and value in _ORDERS:
            return _ORDERS[value]
        message = f"`date_order` is {_quoted(value)}"
        self.warn("date_order", "wrong-type", message, 'write "dmy", "mdy" or "ymd"')
        return "dmy"

    def keys(self, table: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        value = table.get("keys", {})
        if not isinstance(value, dict):
            self.warn("keys", "wrong-type", f"`keys` is {_quoted(value)}, not a table", "write [keys]")
            return ()
        found = []
        for binding, keys in _flatten(value):
            listed = [keys] if isinstance(keys, str) else keys
            if isinstance(listed, list) and listed and all(isinstance(k, str) and k.strip() for k in listed):
                found.append((binding, ",".join([key.strip() for key in listed])))
            else:
                message = f"the keys of `{clip(binding, 60)}` are {_quoted(keys)}"
                self.warn(binding, "wrong-type", message, 'write "j,down" or ["j", "down"]')
        return tuple(found)

    def warn(self, key: str, code: str, message: str, hint: str) -> None:
        if len(self.problems) >= _MAX_PROBLEMS:
            return
        last = key.rpartition(".")[2]
        # rtoml returns values without positions, so the line of a key is searched for. Possessive quantifiers keep the
        # search linear.
        pattern = (
            rf"^[ \t]*+\[?+[ \t]*+(?:[\w.-]+\.)?[\"']?(?:{re.escape(key)}|{re.escape(last)})[\"']?[ \t]*[=\]]"
        )
        found = re.search(pattern, self.text, re.MULTILINE)
        line = self.text.count("\n", 0, found.start()) + 1 if found else 0
        self.problems.append(Problem(self.path, line, 0, "warning", code, message, hint))


def _flatten(table: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    """Return all keys of nested tables, joined with dots.

    TOML reads an unquoted `list.down = "j"` as a table in a table, but it means the same as `"list.down"`.
    """
    found: list[tuple[str, Any]] = []
    for key, value in table.items():
        found += _flatten(value, f"{before}{key}.") if isinstance(value, dict) else [(before + key, value)]
    return found


def _quoted(value: object) -> str:
    return clip(repr(value), 60)


def _file_problem(path: Path, message: str, hint: str = "") -> Problem:
    severity: Severity = "warning"
    return Problem(str(path), 0, 0, severity, "config", message, hint)


def _syntax_problem(path: str, error: Exception) -> Problem:
    # rtoml has the position only in the text of its error.
    place = re.search(r"line (\d+),? column (\d+)", str(error))
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    message = f"invalid TOML: {' '.join(str(error).split())}"
    return Problem(path, line, column, "warning", "config", message, "the default settings are used")
