"""Words of the open lists (kinds, roles, types): those of the format, and a file's own, which are kept as written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from timeline_tui.load.decode import show
from timeline_tui.load.locate import Way
from timeline_tui.load.tables import ActorRef, LocationRef
from timeline_tui.load.where import Where
from timeline_tui.suggest import nearest


def word(given: str | None, known: tuple[str, ...], default: str, where: Where, path: Way) -> str:
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
        where.report("unknown-value", f"`{key}` is empty", hint, path)
        return default
    near = _near(given.lower(), known)
    if near:
        where.report("misspelt-word", f"unknown {key} {show(given)}", f"did you mean {show(near)}?", path)
    else:
        hint = "it is kept, shown and searched; the format has " + " ".join(known)
        where.report("own-word", f"{key} {show(given)} is a word of your own", hint, path)
    return given


def check_roles(
    refs: Sequence[str | ActorRef | LocationRef], known: tuple[str, ...], where: Where, key: str
) -> None:
    """Report the roles of `refs`, the items of the list `key`, that are not in the format's list."""
    for n, ref in enumerate(refs):
        if not isinstance(ref, str) and ref.role is not None and ref.role not in known:
            word(ref.role, known, "", where, (key, n, "role"))


@lru_cache(maxsize=256)
def _near(text: str, known: tuple[str, ...]) -> str:
    return nearest(text, known) or ""
