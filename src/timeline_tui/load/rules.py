"""Every rule the loader knows: its stable code, how much it matters, and what to do.

`docs/lint.md` is the same list for readers; a test holds the two together. An error means that something the
file says is not shown as it was meant; a warning, that it is shown but is probably a slip; a note is advice.
"""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.errors import Problem, Severity


class Code(NamedTuple):
    """One rule: its severity and what it means."""

    severity: Severity
    meaning: str


CODES: dict[str, Code] = {
    # values
    "wrong-type": Code("error", "A value of another type than the key takes."),
    "unknown-value": Code("error", "A word that is not in the key's list."),
    "misspelt-word": Code("warning", "A word of one's own that is nearly one of the format's."),
    "own-word": Code("note", "A word of one's own where the format has a list."),
    "out-of-range": Code("error", "A number outside the key's range."),
    "not-a-number": Code("error", "`inf` or `nan` where a finite number belongs."),
    "unknown-key": Code("warning", "A key the format does not know."),
    "bad-schema": Code("error", "A declaration in `[schema]` that cannot be used."),
    "unknown-table": Code("warning", "A top-level table the format does not know."),
    "misspelt-table": Code(
        "error", "A table whose name is nearly one of the format's: nothing of it is shown."
    ),
    "not-an-array": Code("error", "`[events]` (or another registry) written as one table."),
    "second-timeline": Code("error", "`[timeline]` more than once in a file."),
    # dates
    "missing-date": Code("error", "An event without a date."),
    "dated-undated": Code("warning", "An event that is `undated` and has a date."),
    "bad-date": Code("error", "A date that cannot be read."),
    "reversed-interval": Code("warning", "An interval that ends before it begins."),
    "too-open": Code("warning", "A date with too many open digits for its gaps to be drawn."),
    "never-was": Code("warning", "A clock time or a day that the clocks of the time zone skipped."),
    "came-twice": Code("warning", "A clock time without an offset in an hour that clocks showed twice."),
    "padded-timezone": Code("warning", "A time zone with blanks around its name."),
    "accessed-before-published": Code("warning", "A source read before it was published."),
    "unknown-timezone": Code("error", "A time zone that is not in the IANA database, or no name at all."),
    # what must be there
    "missing-title": Code("warning", "An event without a title."),
    "missing-text": Code("warning", "A quote or a claim without its text."),
    "missing-stance": Code("error", "An assessment that does not say for or against."),
    "missing-reference": Code(
        "error",
        "An empty reference, or an inline table without a name: no `actor`, `location`, `source`, `to`.",
    ),
    "empty-item": Code("warning", "An empty string among `tags` or `aliases`."),
    "missing-name": Code("error", "A registry entry with neither id nor name."),
    # references
    "duplicate-id": Code("error", "Two events, or two entries of one registry, with the same id."),
    "ambiguous-reference": Code("warning", "A name that two entries of the registry share."),
    "unknown-actor": Code("warning", "What looks like an actor's id, but no actor has it."),
    "unknown-location": Code("warning", "What looks like a location's id, but no location has it."),
    "unknown-source": Code("warning", "What looks like a source's id, but no source has it."),
    "unknown-event": Code("warning", "A link to an event that is not there."),
    "unknown-reference": Code("warning", "What looks like an id in `about`, but nothing has it."),
    "reference-cycle": Code("warning", "`member_of`, `within` or `parent` that leads back to itself."),
    "spelling": Code("note", "An actor, a location or a tag that is written in several ways."),
    "similar-names": Code("note", "Names of actors or locations that may be one."),
    "odd-place": Code("warning", "A location whose name is a date, a number or an address."),
    "later-than-sources": Code("note", "An event that begins after all its dated sources were published."),
    "same-address": Code("note", "Two entries for sources with the same address."),
    "lost-precision": Code(
        "note", "More dates on 1 January, or on the first of a month, than chance explains."
    ),
    "unused": Code("note", "A registry entry that nothing refers to."),
    # meaning
    "half-coordinates": Code("warning", "A latitude without a longitude, or the other way round."),
    "reversed-quantity": Code("warning", "A quantity whose `low`, `best` and `high` are not in that order."),
    "hidden-character": Code("warning", "An id with a character that cannot be seen."),
    # whole files
    "no-events": Code("warning", "Not one event in any file."),
    "toml-syntax": Code("error", "Not TOML: a statement that cannot be read."),
    "toml-duplicate": Code("error", "A key or a table given twice, or in two ways."),
    "toml-encoding": Code("error", "A byte that is not UTF-8."),
    "toml-too-long": Code("error", "A table longer than the limit."),
    "csv-syntax": Code("error", "A row that is not CSV, such as one with a quote that is never closed."),
    "csv-header": Code("error", "A header without `date` and `title`, or with a name twice."),
    "csv-cells": Code("error", "A row with more cells than the header has columns."),
    "csv-incomplete": Code("warning", "A table that counts quotes and claims but does not have them."),
    "unknown-column": Code("warning", "A column that is not a key of the format."),
    "text-encoding": Code("error", "A byte in a CSV or JSON file that is not UTF-8."),
    "record-too-long": Code("error", "A row or line longer than the limit."),
    "json-syntax": Code("error", "A line that is not one object of JSON."),
    "file-encoding": Code("error", "A file in another encoding than UTF-8."),
    "file-missing": Code("error", "No such file."),
    "file-unreadable": Code("error", "A file or folder that may not or cannot be read."),
    "file-special": Code("error", "A pipe, a socket, a device or a folder where a file belongs."),
    "file-too-big": Code("error", "More bytes, files or tables than the limit."),
    "folder-empty": Code("error", "A folder without a `*.toml` file."),
}


ELSEWHERE = frozenset(["ambiguous-reference", "unknown-actor", "unknown-location", "unknown-source"])
"""Those of a reference: they are reported where a text is met first, so what was read before decides."""


def problem(path: str, line: int, column: int, code: str, message: str, hint: str, count: int = 1) -> Problem:
    """A `Problem` with the severity its code has in `CODES`."""
    return Problem(path, line, column, CODES[code].severity, code, message, hint, count)
