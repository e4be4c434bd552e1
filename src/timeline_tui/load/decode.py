"""From what the TOML parser gives to the tables of the format, keeping all that can be kept.

`msgspec.convert` does it in one go where nothing is wrong. Where something is, the table is gone through
key by key, list by list: what does not fit is moved to the table's `extra`, and a `Fault` says which it
was. The second way is slow but linear, however much is wrong.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from msgspec import ValidationError, convert, inspect

from timeline_tui.load.positions import KeyPath
from timeline_tui.load.tables import EXTRA, INNER, TRANSLATED, TRANSLATIONS, EventTable, Table, keys
from timeline_tui.patterns import late
from timeline_tui.suggest import misspelt, nearest
from timeline_tui.text import clip, one_line

T = TypeVar("T", bound=Table)

_TRANSLATED = late(TRANSLATED)
_LISTED = 100  # unknown keys of a table, and items of a list, that are reported one by one


class Fault(NamedTuple):
    """A value that did not fit: where it stands in its table, the code of the rule, what to say.

    `value` is that of an unknown key.
    """

    path: KeyPath
    code: str
    message: str
    hint: str
    faults: int = 1
    value: Any = None


def decode(value: dict[str, Any], table: type[T], root: str = "") -> tuple[T, list[Fault]]:
    """The table's struct, and what had to be left out of it. `value` may be changed."""
    try:
        return convert(value, table), []
    except ValidationError:
        faults: list[Fault] = []
    _strip(value, table, (), faults)  # keys of one's own are common: they shall not cost much
    try:
        return convert(value, table), faults
    except ValidationError:
        _mend(value, table, (), INNER.get(root, {}), faults)
        return convert(value, table), faults


def show(value: object) -> str:
    """A value as a message shows it: short, on one line, nothing unseen."""
    if isinstance(value, str):
        return f'"{clip(one_line(value[:200]), 60)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    try:
        return clip(one_line(_toml(value)), 60)
    except (ValueError, RecursionError):  # an integer of more than 4,300 digits; nesting
        return "a very long value"


def _toml(value: object) -> str:
    """A value as a file has it, its first few items."""
    if isinstance(value, dict):
        return (
            "{ " + ", ".join([f"{key} = {show(value[key])}" for key in islice(value, 9)]) + " }"
            if value
            else "{}"
        )
    return f"[{', '.join(map(show, value[:9]))}]" if isinstance(value, (list, tuple)) else str(value)


def _strip(value: dict[str, Any], table: type[Table], path: KeyPath, faults: list[Fault]) -> None:
    """Move the keys `table` does not know from `value` to its `extra`, in place."""
    known = keys(table)
    translations = _translations(value) if table is EventTable else None
    _strip_unknown(value, table, [key for key in value if key not in known], path, faults)
    if translations:
        value[TRANSLATIONS] = translations


def _strip_unknown(
    value: dict[str, Any], table: type[Table], unknown: list[str], path: KeyPath, faults: list[Fault]
) -> None:
    if not unknown:
        return
    value[EXTRA] = {key: value.pop(key) for key in unknown}
    extra = value[EXTRA]
    listed = [
        Fault((*path, key), "unknown-key", *_unknown(key[:200], table), value=extra[key])
        if not _is_translation(key, table)
        else _not_a_string((*path, key), key, extra[key])
        for key in unknown[:_LISTED]
    ]
    faults.extend(listed)
    more = len(unknown) - _LISTED
    if more > 0:
        message = f"{more:,} more unknown key{'s' * (more > 1)} in this table"
        hint = "they are kept and shown last"
        faults.append(Fault((*path, unknown[_LISTED]), "unknown-key", message, hint, more))


def _translations(value: dict[str, Any]) -> dict[str, str]:
    """Take what is a title or a summary in another language from an event's table, in place."""
    found = [key for key, text in value.items() if isinstance(text, str) and _TRANSLATED.fullmatch(key)]
    return {key: value.pop(key) for key in found}


def _is_translation(key: str, table: type[Table]) -> bool:
    return table is EventTable and _TRANSLATED.fullmatch(key) is not None


def _not_a_string(path: KeyPath, key: str, value: object) -> Fault:
    return Fault(path, "wrong-type", f"`{key}` is {given(value)}", "write a string", value=value)


@lru_cache(maxsize=256)
def _unknown(key: str, table: type[Table]) -> tuple[str, str]:
    """Message and hint for a key that `table` does not know."""
    near = misspelt(key, keys(table))
    hint = f"did you mean `{near}`?" if near else "it is kept and shown last"
    return f"unknown key `{clip(one_line(key), 60)}`", hint


def _mend(
    value: dict[str, Any],
    table: type[Table],
    path: KeyPath,
    inner: dict[str, type[Table]],
    faults: list[Fault],
) -> None:
    """Move what `table` cannot take from `value`, which was stripped, to its `extra`, in place."""
    extra: dict[str, Any] = value.pop(EXTRA, {})
    for key in list(value):
        item = value[key]
        here = (*path, key)
        if not _fits(key, item, table):
            if isinstance(item, list) and _fits(key, [], table):
                value[key], wrong = _mend_list(key, item, table, here, inner, faults)
                if wrong:
                    extra[key] = wrong
            elif isinstance(item, dict) and key in inner and _fits(key, {}, table):
                _strip(item, inner[key], here, faults)
                _mend(item, inner[key], here, inner, faults)
            else:
                extra[key] = value.pop(key)
                faults.append(_fault(here, key, item, table))
    if extra:
        value[EXTRA] = extra


def _mend_list(
    key: str,
    items: list[Any],
    table: type[Table],
    path: KeyPath,
    inner: dict[str, type[Table]],
    faults: list[Fault],
) -> tuple[list[Any], list[Any]]:
    """The items that fit, mended where they are tables; and those that do not."""
    good: list[Any] = []
    wrong: list[Any] = []
    for n, item in enumerate(items):
        if _fits(key, [item], table):
            good.append(item)
        elif isinstance(item, dict) and key in inner:
            _strip(item, inner[key], (*path, n), faults)
            _mend(item, inner[key], (*path, n), inner, faults)
            good.append(item)
        else:
            wrong.append(item)
            if len(wrong) <= _LISTED:
                faults.append(_fault((*path, n), key, item, table, item=True))
    more = len(wrong) - _LISTED
    if more > 0:
        message = f"{more:,} more item{'s' * (more > 1)} of `{key}` that cannot be used"
        faults.append(Fault(path, faults[-1].code, message, "they are kept and shown last", more))
    return good, wrong


def _fits(key: str, item: object, table: type[Table]) -> bool:
    try:
        convert({key: item}, table)
    except ValidationError:
        return False
    return True


@lru_cache(maxsize=64)
def _types(table: type[Table]) -> dict[str, tuple[inspect.Type, ...]]:
    """What each key of a table takes, unions taken apart."""
    info = inspect.type_info(table)
    assert isinstance(info, inspect.StructType)
    return {
        f.encode_name: f.type.types if isinstance(f.type, inspect.UnionType) else (f.type,)
        for f in info.fields
    }


def _fault(path: KeyPath, key: str, value: object, table: type[Table], *, item: bool = False) -> Fault:
    """Why `value` does not fit under `key`."""
    types = _types(table)[key]
    if item:
        types = tuple(
            t
            for array in types
            if isinstance(array, inspect.VarTupleType)
            for t in (
                array.item_type.types
                if isinstance(array.item_type, inspect.UnionType)
                else (array.item_type,)
            )
        )
    for kind in types:
        if isinstance(kind, inspect.LiteralType) and isinstance(value, str):
            allowed = tuple(str(v) for v in kind.values)
            near = nearest(value.lower(), allowed)
            hint = f"did you mean {show(near)}?" if near else "write one of " + " ".join(allowed)
            return Fault(path, "unknown-value", f"`{key}` cannot be {show(value)}", hint)
        if isinstance(kind, (inspect.IntType, inspect.FloatType)) and _is_number(value, kind):
            hint = (
                f"write a number from {kind.ge} to {kind.le}"
                if kind.ge is not None
                else "write a smaller number"
            )
            return Fault(path, "out-of-range", f"`{key}` is {show(value)}", hint)
    wanted = " or ".join(_wanted(kind) for kind in types if not isinstance(kind, inspect.NoneType))
    hint = f"write {wanted}"
    if isinstance(value, dict) and any(_is_of_tables(kind) for kind in types):
        name = ".".join(["events", *[step for step in path if isinstance(step, str)]])
        hint = f"write [[{name}]], two brackets on each side, or {key} = [{{ ... }}]"
    if isinstance(value, str) and any(isinstance(kind, inspect.VarTupleType) for kind in types):
        hint = f"write {key} = [{show(value)}]"
    what = f"an item of `{key}`" if item else f"`{key}`"
    return Fault(path, "wrong-type", f"{what} is {given(value)}", hint)


def _is_of_tables(kind: inspect.Type) -> bool:
    """Whether this is a list that may hold tables."""
    if not isinstance(kind, inspect.VarTupleType):
        return False
    items = kind.item_type.types if isinstance(kind.item_type, inspect.UnionType) else (kind.item_type,)
    return any(isinstance(item, inspect.StructType) for item in items)


def _is_number(value: object, kind: inspect.Type) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return isinstance(kind, inspect.FloatType) or isinstance(value, int)


def _wanted(kind: inspect.Type) -> str:
    """What to write, in words."""
    match kind:
        case inspect.StrType():
            return "a string"
        case inspect.IntType(ge=low, le=high):
            return f"a whole number from {low} to {high}"
        case inspect.FloatType():
            return "a number"
        case inspect.VarTupleType():
            return "a list"
        case inspect.LiteralType(values=values):
            return "one of " + " ".join(map(str, values))
        case _:
            return "a table"


def given(value: object) -> str:
    """What stands there, in words."""
    match value:
        case str():
            return f"the string {show(value)}"
        case bool():
            return show(value)
        case int() | float():
            return f"the number {show(value)}"
        case datetime() | date() | time():
            return f"the date or time {show(value)}"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return show(value)
