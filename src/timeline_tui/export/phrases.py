"""Phrases and signs shared by every rendering of an event.

This module decides what is said and how; `plain_text`, `markdown` and the detail pane lay it out. Text from files is
revealed and put on one line but not escaped: renderers of markup have to escape it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.dates import Date, Precision, describe_precision, format_date
from timeline_tui.dates.calendar import DAY
from timeline_tui.dates.units import week_text
from timeline_tui.model import (
    Actor,
    Citation,
    Claim,
    Event,
    Media,
    Participant,
    Place,
    Quantity,
    Quote,
)
from timeline_tui.text import one_line

if TYPE_CHECKING:
    from timeline_tui.dates.shown import Shown

_NOT_ASCII = re.compile("[^\0-\x7f]+")

UNDATED = "no valid date"
UNKNOWN = "unknown"
UNASSESSED = "no assessments recorded"
A_CLAIM_IS_CONTESTED = "! a claim is contested"
CLAIMED_BY, STATUS, ABOUT, SOURCE = "claimed by ", "status: ", "about ", "source: "
TO, ARCHIVED, REPEATS, NOTE = " to ", "archived ", "repeats ", "note: "
WARNING = "! content warning: "


class TextSigns(NamedTuple):
    """The signs that a rendering uses."""

    ascii: bool
    dot: str
    dash: str
    open_quote: str
    close_quote: str
    arrow: str
    back: str
    shown: Shown | None = None
    """The clock for times of day; None shows them as written."""

    def joined(self, *parts: str) -> str:
        """Join the non-empty parts, each on one line, with dots."""
        return f" {self.dot} ".join([one_line(part) for part in parts if part])

    def tail(self, *parts: str) -> str:
        """Join the parts for use after a name: with a leading dot, or "" if there are none."""
        joined = self.joined(*parts)
        return f" {self.dot} {joined}" if joined else ""

    def quoted(self, text: str) -> str:
        """Return the text in quotation marks."""
        return f"{self.open_quote}{text}{self.close_quote}"

    def date(self, date: Date | None, *, weekday: bool = True) -> str:
        """Return the date in words, "" for None."""
        if date is None:
            return ""
        if self.shown is None:
            return format_date(date, weekday=weekday, ascii=self.ascii)
        from timeline_tui.dates.shown import full_shown

        return full_shown(date, self.shown, weekday=weekday, ascii=self.ascii)


UNICODE = TextSigns(False, "·", "–", "“", "”", "→", "←")
ASCII = TextSigns(True, "-", "-", '"', '"', "->", "<-")


def when(event: Event, signs: TextSigns) -> str:
    """Return the date of an event, or that it has none."""
    return signs.date(event.date) or UNDATED


def week(event: Event) -> str:
    """Return the week of an event that is on exactly one day ("week 32"), else ""."""
    date = event.date
    plain = (
        date is not None and date.precision is Precision.DAY and not date.interval and not date.approximate
    )
    if date is None or not plain or date.earliest is None or date.latest != date.earliest + DAY:
        return ""
    return week_text(date.earliest // DAY)


def length(event: Event, signs: TextSigns) -> str:
    """Return how long an interval lasts: "1 h 17 min", "5 days"; "" if it is not known exactly."""
    from timeline_tui.dates.lengths import duration

    if event.date is None or not event.date.interval:
        return ""
    return duration(event.date, signs.shown.line if signs.shown is not None else None)


def from_zero(zero: Event, event: Event, signs: TextSigns) -> str:
    """Return the time elapsed since the event that times are counted from: "T+00:14:05 from "First alert"", or ""."""
    from timeline_tui.dates.apart import from_zero

    line = signs.shown.line if signs.shown is not None else None
    text = from_zero(zero.date, event.date, line, whole=True)
    return f"{text} from {signs.quoted(one_line(zero.title))}" if text and zero.id != event.id else text


def since(before: Event, event: Event, signs: TextSigns) -> str:
    """Return the time elapsed since the previous event in a list, "" if unknown."""
    from timeline_tui.dates.apart import apart

    line = signs.shown.line if signs.shown is not None else None
    found = apart(before.date, event.date, line)
    return f"{found.words(ascii=signs.ascii)} the previous event shown" if found is not None else ""


def particulars(event: Event) -> tuple[str, str, str]:
    """Return kind, precision and importance of an event; "" for a usual or missing value."""
    kind = one_line(event.kind) if event.kind != "event" else ""
    precision = describe_precision(event.date) if event.date is not None else ""
    return kind, precision, f"importance {event.importance}" if event.importance is not None else ""


def dated(event: Event, signs: TextSigns) -> str:
    """Return how the source words the date, "" if the file does not say."""
    return f"dated {signs.quoted(one_line(event.date_text))} by its source" if event.date_text else ""


def name(actor: Actor | None) -> str:
    """Return the name of an actor, who may be unknown."""
    return one_line(actor.name) if actor is not None else UNKNOWN


def role(part: Participant | Place) -> str:
    """Return the role of an actor or location in the event, "" for the default one."""
    return "" if part.role in ("participant", "scene") else one_line(part.role)


def is_verbatim(quote: Quote) -> bool:
    """Return whether a quote has the words that were spoken, possibly translated; it gets quotation marks then."""
    return quote.kind in ("direct", "translated")


def about_quote(quote: Quote, signs: TextSigns) -> str:
    """Return when a quote was said, how close it is to the original words, and its language."""
    how = "verbatim" if quote.kind == "direct" else one_line(quote.kind)
    return signs.joined(signs.date(quote.date), how, one_line(quote.lang))


def original_lang(quote: Quote) -> str:
    """Return the language after the original words of a quote: " (ru)", or ""."""
    return f" ({one_line(quote.original_lang)})" if quote.original_lang else ""


def is_unassessed(claim: Claim) -> bool:
    """Return whether a claim has no assessment and no status that implies one."""
    return not claim.assessments and claim.status in ("claimed", "unverifiable")


def link_kind(kind: str) -> str:
    """Return the kind of a link in words."""
    return one_line(kind).replace("-", " ")


def grade(citation: Citation) -> str:
    """Return the Admiralty grade in words: "reliability B, credibility 2"; "" if there is none."""
    letter = citation.source.reliability
    unknown = " (cannot be judged)" if letter == "F" else ""
    parts = [f"reliability {letter}{unknown}" if letter else "", credibility(citation)]
    return ", ".join([part for part in parts if part])


def credibility(citation: Citation) -> str:
    """Return the Admiralty credibility in words, "" if there is none."""
    number = citation.credibility
    return "" if number is None else f"credibility {number}" + " (cannot be judged)" * (number == 6)


def media_name(media: Media) -> str:
    """Return the name of a medium: its caption, else its file or address."""
    return one_line(media.caption or media.path or media.url) or "(neither file nor address)"


def quantity_text(quantity: Quantity, signs: TextSigns) -> str:
    """Return a number with its bounds and what it measures: "6 drones", "killed: 100 (80 – 120)"."""
    best, low, high = quantity.best, quantity.low, quantity.high
    bounds = ""
    if low is not None and high is not None:
        one = low == high and best in (None, low)
        bounds = (
            f"{_number(low)} {signs.dash} {_number(high)}"
            if not one
            else _number(low)
            if best is None
            else ""
        )
    elif low is not None:
        bounds = f"at least {_number(low)}"
    elif high is not None:
        bounds = f"at most {_number(high)}"
    number = bounds if best is None else _number(best) + (f" ({bounds})" if bounds else "")
    amount = f"{number} {one_line(quantity.unit)}".strip()
    return ": ".join([part for part in (one_line(quantity.label), amount) if part])


def _number(value: float) -> str:
    """Format a number with all digits: `g` would round 1,234,567 and write it with an exponent."""
    return f"{int(value):,}" if value == int(value) and abs(value) < 1e15 else f"{value:,}"


def web_address(url: str) -> str:
    """Return an address as a URI if it is safe to link to, else "".

    It has to be http or https without invisible characters. Non-ASCII letters in its path are percent-encoded (RFC
    3987, 3.1). In a host name they could impersonate others, so such an address is rejected.
    """
    scheme, _, rest = url.partition("://")
    # RFC 3986, 3.1: schemes are case-insensitive, and lower case is canonical.
    scheme = scheme.lower()
    if scheme not in ("http", "https") or not rest or not url.isprintable() or " " in url or len(url) >= 2000:
        return ""
    if url.isascii():
        return f"{scheme}://{rest}"
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}{slash}{_NOT_ASCII.sub(_escaped, path)}" if host.isascii() else ""


def _escaped(match: re.Match[str]) -> str:
    return "".join([f"%{byte:02X}" for byte in match[0].encode()])
