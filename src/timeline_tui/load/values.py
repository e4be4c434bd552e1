"""Values that need more than their type: words of open lists, pairs of coordinates, identifiers.

An open list has words of the format; a file's own words are kept as they are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from timeline_tui.load.decode import show
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.source_context import SourceContext
from timeline_tui.load.tables import LocationRef, LocationTable
from timeline_tui.model import Extra, Ids, Texts
from timeline_tui.suggest import nearest


def word(
    given: str | None, known: tuple[str, ...], default: str, context: SourceContext, path: KeyPath
) -> str:
    """Return the word that a key has, and report one that is not in the format's list.

    Args:
        given: the word as the file has it, None where the key is absent.
        known: the words of the format for this key.
        default: what an absent or blank word stands for.
        where: takes the report.
        path: the way to the key in its table.
    """
    if given is None:
        return default
    if given in known:
        return given
    key = path[-1]
    if not given.strip():
        hint = "write one of " + " ".join(known) + ", a word of your own, or leave it out"
        context.report("unknown-value", f"`{key}` is empty", hint, path)
        return default
    near = _near(given.lower(), known)
    if near:
        context.report("misspelt-word", f"unknown {key} {show(given)}", f"did you mean {show(near)}?", path)
    else:
        hint = "it is kept, shown and searched; the format has " + " ".join(known)
        context.report("own-word", f"{key} {show(given)} is a word of your own", hint, path)
    return given


def coordinates(
    table: LocationTable | LocationRef, context: SourceContext, path: KeyPath = ()
) -> tuple[float | None, float | None, Extra]:
    """Return the latitude and longitude of a table, both or neither, and as `Extra` the one that stands alone."""
    lat, lon = table.lat, table.lon
    if (lat is None) == (lon is None):
        return lat, lon, ()
    have, lack, value = ("lon", "lat", lon) if lat is None else ("lat", "lon", lat)
    if not (table.extra and lack in table.extra):
        message = f"`{have}` without `{lack}`"
        context.report("half-coordinates", message, "write both, or neither", (*path, have))
    return None, None, ((have, value),)


def identifiers(given: Mapping[str, Any] | None, context: SourceContext) -> tuple[Ids, list[tuple[str, Any]]]:
    """Return the `ids` of a table, and what of them is neither a text nor a number, which is reported."""
    if not given:
        return (), []
    found, lost = [], []
    for key, value in given.items():
        if isinstance(value, str) or type(value) is int:
            found.append((key, str(value)))
        else:
            lost.append((f"ids.{key}", value))
            hint = 'write a string: ids = { wikidata = "Q42" }'
            context.report("wrong-type", f"the id `{show(key)[1:-1]}` is {show(value)}", hint, ("ids", key))
    return tuple(found), lost


def translations(given: Mapping[str, str] | None) -> tuple[Texts, Texts]:
    """Return titles and summaries in other languages, each with its tag, of keys such as `title_uk`."""
    if not given:
        return (), ()
    pairs = [(key.partition("_"), text) for key, text in given.items() if text.strip()]
    titles, summaries = (
        tuple([(tag, text) for (kind, _, tag), text in pairs if kind == wanted])
        for wanted in ("title", "summary")
    )
    return titles, summaries


@lru_cache(maxsize=256)
def _near(text: str, known: tuple[str, ...]) -> str:
    return nearest(text, known) or ""
