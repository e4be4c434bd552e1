"""Keys of the user's own, declared in the file with the type of their values: `[schema.events]`.

A declared key is known: it is checked, and is a field of the query language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from timeline_tui.dates import parse_edtf
from timeline_tui.errors import DateError
from timeline_tui.load.decode import Fault, given, show
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.tables import INNER, ROOTS, Table, keys
from timeline_tui.suggest import nearest

if TYPE_CHECKING:
    from timeline_tui.load.scan import Parsed

Kind: TypeAlias = str | tuple[str, ...]
"""The name of a type, or the words that a value can be."""
Declared: TypeAlias = Mapping[tuple[str, str], Kind]
"""The kinds of the keys that are declared, by table and key."""

TABLES: dict[str, type[Table]] = {
    **{name: ROOTS[name] for name in ("events", "actors", "locations", "sources")},
    **{name: INNER["events"][name] for name in ("quotes", "claims", "assessments")},
}
"""The tables for which keys can be declared."""


def _is_date(value: object) -> bool:
    if isinstance(value, str):
        try:
            parse_edtf(value)
        except DateError:
            return False
    return isinstance(value, (str, date))


TYPES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "string": (lambda value: isinstance(value, str), '"a string"'),
    "integer": (lambda value: isinstance(value, int) and not isinstance(value, bool), "a whole number"),
    "number": (lambda value: isinstance(value, (int, float)) and not isinstance(value, bool), "a number"),
    "boolean": (lambda value: isinstance(value, bool), "true or false"),
    "date": (_is_date, "a date, as an event has it"),
}
"""The types: what is of each, and what to write."""


def declared(schemas: Iterable[Parsed]) -> Declared:
    """Collect what the `[schema]` tables of all files declare; report what is wrong in them."""
    found: dict[tuple[str, str], Kind] = {}
    for parsed in schemas:
        context = parsed.go()
        for name, entries in parsed.value.items():
            if name not in TABLES or not isinstance(entries, dict):
                near = nearest(name, tuple(TABLES))
                hint = (
                    f"did you mean [schema.{near}]?"
                    if near
                    else f"write [schema.{'], [schema.'.join(TABLES)}]"
                )
                context.report("bad-schema", f"[schema] has no table {show(name)}", hint, (name,))
                continue
            for key, kind in entries.items():
                fault = _fault(name, key, kind, found.get((name, key)))
                if fault is None:
                    found[name, key] = tuple(kind) if isinstance(kind, list) else kind
                else:
                    context.report("bad-schema", *fault, (name, key))
    return found


def _fault(name: str, key: str, kind: object, before: Kind | None) -> tuple[str, str] | None:
    """What is wrong with a declaration, and what to write."""
    if key in keys(TABLES[name]):
        return (
            f"`{key}` is a key of the format",
            f"it needs no declaration; use another name for your own {name}",
        )
    if isinstance(kind, list) and kind and all(isinstance(word, str) for word in kind):
        kind = tuple(kind)
    elif not isinstance(kind, str) or kind not in TYPES:
        near = _suggestion(kind) if isinstance(kind, str) else None
        hint = f'did you mean "{near}"?' if near else f"write one of {' '.join(TYPES)}, or a list of words"
        return f"`{key}` is {given(kind)}, not a type", hint
    if before is not None and before != kind:
        return f"`{key}` is declared before as {show(before)}", "make both the same"
    return None


def _suggestion(kind: str) -> str | None:
    """The type that was probably meant: `int` is the beginning of one."""
    begun = [name for name in TYPES if kind and name.startswith(kind.lower())]
    return begun[0] if begun else nearest(kind.lower(), tuple(TYPES))


def undeclared(fault: Fault, root: KeyPath, known: Declared) -> Fault | None:
    """Judge a key that the format does not know.

    Args:
        fault: The unknown key, with its value.
        root: Where its table stands in the file.
        known: The keys that are declared.

    Returns:
        The fault; another one if the key is declared and the value is of another type; None if nothing is wrong.
    """
    path = (*root, *fault.path)
    key = path[-1]
    names = [step for step in path[:-1] if isinstance(step, str)]
    kind = known.get((names[-1], key)) if names and isinstance(key, str) else None
    if kind is None or (names[0] == "events" and len(names) > 1 and names[-1] in ROOTS):
        return fault  # the sources of an event are no [[sources]]
    values = fault.value if isinstance(fault.value, list) else [fault.value]
    for value in values:
        if isinstance(kind, tuple):
            if value not in kind:
                near = nearest(value, kind) if isinstance(value, str) else None
                hint = f"did you mean {show(near)}?" if near else "write one of " + " ".join(kind)
                return Fault(fault.path, "unknown-value", f"`{key}` cannot be {show(value)}", hint)
        elif not TYPES[kind][0](value):
            return Fault(fault.path, "wrong-type", f"`{key}` is {given(value)}", f"write {TYPES[kind][1]}")
    return None
