"""Join the texts of an event into one folded text, one line for each text.

The texts of single fields are cut out of it, so that they need not be stored as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from timeline_tui.columns.event_parts import EventParts, Numbered
from timeline_tui.model import Event, Source
from timeline_tui.patterns import late
from timeline_tui.text import flat, fold
from timeline_tui.text.folding import fold_all

# Between the sections of a text. `flat` treats it as white space and replaces it, so that no line contains it.
_SECTION = "\x1d"
# What `str.split` takes for white space, except " ".
_BLANKS = late("[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_TITLE, _SUMMARY, _DATE_TEXT, _ID = range(4)
_QUOTES, _CLAIMS, _NOTES, _LOCATORS = range(1, 5)


def own_texts(parts: EventParts) -> list[str]:
    """Return the folded text of each event.

    The names of its actors and locations are not included: they are searched in the registries, under every alias.
    """
    sections = [
        _lines([(n, text) for n, quote in parts.quotes for text in (quote.text, quote.original_text)]),
        _lines([(n, claim.text) for n, claim in parts.claims]),
        _lines(
            [(n, each.note) for n, each in parts.assessments if each.note]
            + [(n, cited.note) for n, cited in parts.citations if cited.note]
        ),
        _lines([(n, cited.locator) for n, cited in parts.citations if cited.locator]),
        _lines([(n, text) for n, event in parts.events for text in _rest(event)]),
    ]
    return fold_all(
        [_text(event, [lines.get(n, _NOTHING) for lines in sections]) for n, event in parts.events]
    )


_NOTHING: list[str] = []


def _lines(texts: Numbered[str]) -> dict[int, list[str]]:
    """Return the texts by the index of their event."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, text in texts:
        found[number].append(text)
    return found


def _rest(event: Event) -> list[str]:
    """Return the texts of an event that have no field of their own."""
    if not (event.quantities or event.media or event.titles or event.summaries or event.ids or event.extra):
        # As for nearly all events.
        return _NOTHING
    found = [text for quantity in event.quantities for text in (quantity.label, quantity.unit)]
    found += [text for media in event.media for text in (media.caption, media.credit, media.path)]
    found += [text for _, text in (*event.titles, *event.summaries, *event.ids)]
    found += [f"{key} {value}" for key, value in event.extra]
    return list(filter(None, found))


def _text(event: Event, others: list[list[str]]) -> str:
    tags = [f"#{tag.strip()}" for tag in event.tags]
    sections = [[event.title, event.summary, event.date_text, event.id, *tags], *others]
    text = _join(sections)
    # Nearly all texts are flat already: one look at the joined text is faster than flattening each line. A line break
    # or a separator within a line shows in their number.
    breaks = 2 * len(others) + sum(map(len, sections)) - len(list(filter(None, sections)))
    if _is_flat(text) and text.count("\n") <= breaks and text.count(_SECTION) <= len(others):
        return text
    return _join([list(map(flat, lines)) for lines in sections])


def _is_flat(text: str) -> bool:
    """Return whether `flat` would leave every line as it is: its only white space is single spaces inside it."""
    if "  " in text or " \n" in text or "\n " in text:
        return False
    plain = text.replace("\n", "").replace(_SECTION, "")
    # No white space other than " " is printable. Persian joiners are not printable either, but harmless, hence the
    # second test.
    return plain.isprintable() or _BLANKS.search(plain) is None


def _join(sections: list[list[str]]) -> str:
    return f"\n{_SECTION}\n".join(map("\n".join, sections))


def with_id(text: str, id_: str) -> str:
    """Return the text of an event with another id than the one in the file."""
    lines = text.split("\n", _ID + 1)
    lines[_ID] = flat(fold(id_))
    return "\n".join(lines)


def source_text(source: Source) -> str:
    """Return the title, id, publisher, author and URL of a source, folded, one line each."""
    known = [source.title, source.id, source.publisher, source.author, source.url]
    return fold("\n".join([flat(text) for text in known]))


def _line(number: int) -> Callable[[str], str]:
    return lambda text: text.split("\n", number + 1)[number].strip()


def _section(number: int) -> Callable[[str], str]:
    return lambda text: text.split(_SECTION, number + 1)[number].strip("\n")


TEXTS: dict[str, Callable[[str], str]] = {
    "text": lambda text: text,
    "title": _line(_TITLE),
    "summary": _line(_SUMMARY),
    "date-text": _line(_DATE_TEXT),
    "id": _line(_ID),
    "quote": _section(_QUOTES),
    "claim": _section(_CLAIMS),
    "note": _section(_NOTES),
    "locator": _section(_LOCATORS),
}
"""The fields of text, and how to cut each out of one of the `own_texts`."""
