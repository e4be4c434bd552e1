"""Join the texts of an event into one folded text, one line for each text.

The texts of single fields are cut out of it, so that they need not be stored as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from timeline_tui.columns.event_parts import EventParts
from timeline_tui.model import Source
from timeline_tui.patterns import late
from timeline_tui.text import flat, fold
from timeline_tui.text.folding import fold_all

# Between the event's own texts, its quotes, its claims and the rest. `flat` treats it as white space and replaces it,
# so that no text contains it.
_PART = "\x1d"
# The prefixes of notes and locators among the rest. No text contains them, for the same reason.
_NOTE, _LOCATOR = "\x1e", "\x1f"
_MARKS = late(f"[{_PART}{_NOTE}{_LOCATOR}]")
# What `str.split` takes for white space, except " ".
_BLANKS = late("[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_TITLE, _SUMMARY, _DATE_TEXT, _ID = range(4)
REST = ("quantities/label", "quantities/unit", "media/caption", "media/credit", "media/path")


def own_texts(parts: EventParts) -> list[str]:
    """Return the folded text of each event.

    The names of its actors and locations are not included: they are searched in the registries, under every alias.
    """
    quotes, claims = _lines(parts), _lines(parts, "claims/text")
    for number, quote in parts.at("quotes"):
        quotes[number] += (quote.text, quote.original_text)
    marked, rest = (
        _lines(parts, "claims/assessments/note", "every-citation/note", mark=_NOTE),
        _lines(parts, *REST),
    )
    for number, locator in parts.at("every-citation/locator"):
        marked[number].append(_LOCATOR + locator)
    for number, (_, text) in parts.at("titles", "summaries", "ids"):
        rest[number].append(text)
    for number, (key, value) in parts.at("extra"):
        rest[number].append(f"{key} {value}")
    texts: list[str] = []
    none: list[str] = []
    for number, event in parts.at(""):
        own = [
            event.title,
            event.summary,
            event.date_text,
            event.id,
            *[f"#{tag.strip()}" for tag in event.tags],
        ]
        notes = marked.get(number, none)
        sections = own, quotes.get(number, none), claims.get(number, none), notes + rest.get(number, none)
        text = _join(*sections)
        breaks = 6 + sum([len(part) - 1 for part in sections if part])
        if not _is_flat(text, len(notes)) or text.count("\n") > breaks or text.count(_PART) > 3:
            text = _join(*[list(map(_flat, part)) for part in sections])
        texts.append(text)
    return fold_all(texts)


def _lines(parts: EventParts, *paths: str, mark: str = "") -> defaultdict[int, list[str]]:
    """Return the texts at some paths, each after a mark, by the index of the event."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, text in parts.at(*paths):
        found[number].append(mark + text)
    return found


def _is_flat(text: str, marked: int) -> bool:
    """Return whether `flat` would leave every line as it is: its only white space is single spaces inside it.

    Args:
        text: The joined text.
        marked: The number of lines that begin with a mark.
    """
    if "  " in text or " \n" in text or "\n " in text:
        return False
    plain = text.replace("\n", "").replace(_PART, "")
    if marked:
        if text.count(_NOTE) + text.count(_LOCATOR) > marked or f"{_NOTE} " in text or f"{_LOCATOR} " in text:
            return False
        plain = plain.replace(_NOTE, "").replace(_LOCATOR, "")
    # No white space other than " " is printable. Persian joiners are not printable either, but harmless, hence the
    # second test.
    return plain.isprintable() or _BLANKS.search(plain) is None


def _join(*parts: list[str]) -> str:
    return f"\n{_PART}\n".join(map("\n".join, parts))


def _flat(text: str) -> str:
    mark = text[:1] if text[:1] in (_NOTE, _LOCATOR) else ""
    return mark + flat(_MARKS.sub(" ", text))


def _marked_lines(text: str, mark: str) -> str:
    """Return the lines of the last part that begin with a mark, without it."""
    if mark not in text:
        return ""
    return "\n".join([line[1:] for line in text.rpartition(_PART)[2].split("\n") if line[:1] == mark])


def with_id(text: str, id_: str) -> str:
    """Return the text of an event with another id than the one in the file."""
    lines = text.split("\n", _ID + 1)
    lines[_ID] = flat(fold(id_.replace(_PART, " ")))
    return "\n".join(lines)


def source_text(source: Source) -> str:
    """Return the title, id, publisher, author and URL of a source, folded, one line each."""
    known = [source.title, source.id, source.publisher, source.author, source.url]
    return fold("\n".join([flat(text) for text in known]))


TEXTS: dict[str, Callable[[str], str]] = {
    "text": lambda text: text,
    "title": lambda text: text.split("\n", 1)[_TITLE].strip(),
    "summary": lambda text: text.split("\n", _SUMMARY + 1)[_SUMMARY].strip(),
    "date-text": lambda text: text.split("\n", _DATE_TEXT + 1)[_DATE_TEXT].strip(),
    "id": lambda text: text.split("\n", _ID + 1)[_ID].strip(),
    "quote": lambda text: text.split(_PART, 2)[1].strip("\n"),
    "claim": lambda text: text.split(_PART, 3)[2].strip("\n"),
    "note": lambda text: _marked_lines(text, _NOTE),
    "locator": lambda text: _marked_lines(text, _LOCATOR),
}
"""The fields of text, and how to cut each out of one of the `own_texts`."""
