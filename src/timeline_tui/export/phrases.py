"""The words and signs every telling of an event shares, whatever it is painted with.

Here it is decided what is said and how it is put; `telling`, `markdown` and the detail pane lay it out. Texts
from files are on one line and revealed, not escaped: what writes markup has to do that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.dates import Date, Precision, describe_precision, format_date
from timeline_tui.dates.calendar import DAY
from timeline_tui.dates.units import week_text
from timeline_tui.model import (
    AGAINST,
    Actor,
    Assessment,
    Citation,
    Claim,
    Event,
    Link,
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

UNDATED = "no date that could be read"
SOMEBODY = "somebody"
CLAIMED_BY, STATUS, ABOUT, SOURCE = "claimed by ", "status: ", "about ", "source: "
TO, ARCHIVED, REPEATS, NOTE = " to ", "archived ", "repeats ", "note: "
WARNING = "! content warning: "


class TextSigns(NamedTuple):
    """The signs a text is told with."""

    ascii: bool
    dot: str
    dash: str
    open_quote: str
    close_quote: str
    arrow: str
    back: str
    shown: Shown | None = None
    """By which clock times are shown, None for as written."""

    def joined(self, *parts: str) -> str:
        """The parts that are not empty, each on one line, with dots between."""
        return f" {self.dot} ".join([one_line(part) for part in parts if part])

    def tail(self, *parts: str) -> str:
        """The same, to stand behind a name: with a dot before it, "" where there is nothing."""
        joined = self.joined(*parts)
        return f" {self.dot} {joined}" if joined else ""

    def quoted(self, text: str) -> str:
        """The text in quotation marks."""
        return f"{self.open_quote}{text}{self.close_quote}"

    def date(self, date: Date | None, *, weekday: bool = True) -> str:
        """The date in words, "" for none."""
        if date is None:
            return ""
        if self.shown is None:
            return format_date(date, weekday=weekday, ascii=self.ascii)
        from timeline_tui.dates.shown import full_shown

        return full_shown(date, self.shown, weekday=weekday, ascii=self.ascii)


UNICODE = TextSigns(False, "·", "–", "“", "”", "→", "←")
ASCII = TextSigns(True, "-", "-", '"', '"', "->", "<-")


def when(event: Event, signs: TextSigns) -> str:
    """The date of an event, or that it has none."""
    return signs.date(event.date) or UNDATED


def week(event: Event) -> str:
    """The week of an event that is on one day: "week 32"; "" for any other, and where the day is only about right."""
    date = event.date
    plain = (
        date is not None and date.precision is Precision.DAY and not date.interval and not date.approximate
    )
    if date is None or not plain or date.earliest is None or date.latest != date.earliest + DAY:
        return ""
    return week_text(date.earliest // DAY)


def length(event: Event, signs: TextSigns) -> str:
    """How long an event lasts that is an interval: "1 h 17 min", "5 days"; "" where that is not known exactly."""
    from timeline_tui.dates.lengths import duration

    if event.date is None or not event.date.interval:
        return ""
    return duration(event.date, signs.shown.line if signs.shown is not None else None)


def from_zero(zero: Event, event: Event, signs: TextSigns) -> str:
    """How long after the event that is counted from another is: "T+00:14:05 from "First alert""; "" where unknown."""
    from timeline_tui.dates.apart import from_zero

    line = signs.shown.line if signs.shown is not None else None
    text = from_zero(zero.date, event.date, line, whole=True)
    return f"{text} from {signs.quoted(one_line(zero.title))}" if text and zero.id != event.id else text


def since(before: Event, event: Event, signs: TextSigns) -> str:
    """How long after the event before it in a list an event is, "" where that is not known."""
    from timeline_tui.dates.apart import apart

    line = signs.shown.line if signs.shown is not None else None
    found = apart(before.date, event.date, line)
    return f"{found.words(ascii=signs.ascii)} the previous event shown" if found is not None else ""


def particulars(event: Event) -> tuple[str, str, str]:
    """Kind, precision and importance of an event; "" for what is usual or not said."""
    kind = one_line(event.kind) if event.kind != "event" else ""
    precision = describe_precision(event.date) if event.date is not None else ""
    return kind, precision, f"importance {event.importance}" if event.importance is not None else ""


def dated(event: Event, signs: TextSigns) -> str:
    """How its source dates the event, "" where that is not said."""
    return f"dated {signs.quoted(one_line(event.date_text))} by its source" if event.date_text else ""


def name(actor: Actor | None) -> str:
    """The name of an actor, who may not be known."""
    return one_line(actor.name) if actor is not None else SOMEBODY


def role(part: Participant | Place) -> str:
    """The part that somebody or a place has in the event, "" for the usual one."""
    return "" if part.role in ("participant", "scene") else one_line(part.role)


def is_spoken(quote: Quote) -> bool:
    """Whether the words of a quote were said, if in another language: they stand in quotation marks."""
    return quote.kind in ("direct", "translated")


def about_quote(quote: Quote, signs: TextSigns) -> str:
    """When it was said, how near it is to the words that were used, and in which language."""
    how = "in these words" if quote.kind == "direct" else one_line(quote.kind)
    return signs.joined(signs.date(quote.date), how, one_line(quote.lang))


def original_lang(quote: Quote) -> str:
    """What stands behind the original words of a quote: " (ru)", or ""."""
    return f" ({one_line(quote.original_lang)})" if quote.original_lang else ""


def is_unanswered(claim: Claim) -> bool:
    """Whether nobody is known to have said that it is so, or is not: the status would tell of them too."""
    return not claim.assessments and claim.status in ("claimed", "unverifiable")


def nobody(claims: int = 1) -> str:
    """Said of claims that are unanswered."""
    return f"nobody is recorded as confirming or denying {'these' if claims > 1 else 'it'}"


def side(assessment: Assessment) -> str:
    """The sign for against, or for."""
    return "! " if assessment.stance in AGAINST else "+ "


def stance(assessment: Assessment) -> str:
    """What somebody does to the claim."""
    return f"{assessment.stance} it"


def link_kind(kind: str) -> str:
    """The kind of a link in words."""
    return one_line(kind).replace("-", " ")


def dangling(link: Link) -> str:
    """Said of a link to an event that is not there."""
    return f"{link_kind(link.kind)}: no event {one_line(link.to)}"


def grade(citation: Citation) -> str:
    """The Admiralty grade in words: "reliability B, credibility 2"; "" where there is none."""
    letter = citation.source.reliability
    unknown = " (cannot be judged)" if letter == "F" else ""
    parts = [f"reliability {letter}{unknown}" if letter else "", credibility(citation)]
    return ", ".join([part for part in parts if part])


def credibility(citation: Citation) -> str:
    """The Admiralty credibility in words, "" where there is none."""
    number = citation.credibility
    return "" if number is None else f"credibility {number}" + " (cannot be judged)" * (number == 6)


def media_name(media: Media) -> str:
    """What a medium is called: its caption, else its file or address."""
    return one_line(media.caption or media.path or media.url) or "(neither file nor address)"


def quantity_text(quantity: Quantity, signs: TextSigns) -> str:
    """The number with its bounds, and what it measures: "6 drones", "killed: 100 (80 – 120)"."""
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
    """All of its digits: `g` would make 1,234,567 a rounded power of ten."""
    return f"{int(value):,}" if value == int(value) and abs(value) < 1e15 else f"{value:,}"


def web_address(url: str) -> str:
    """The address as a URI if it may be made a link: http or https, nothing unseen in it; else "".

    Letters beyond ASCII in its path are escaped (RFC 3987, 3.1). In the name of a host they may pass for others.
    """
    scheme, _, rest = url.partition("://")
    scheme = scheme.lower()  # RFC 3986, 3.1: case makes no difference, and small letters are the normal form
    if scheme not in ("http", "https") or not rest or not url.isprintable() or " " in url or len(url) >= 2000:
        return ""
    if url.isascii():
        return f"{scheme}://{rest}"
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}{slash}{_NOT_ASCII.sub(_escaped, path)}" if host.isascii() else ""


def _escaped(match: re.Match[str]) -> str:
    return "".join([f"%{byte:02X}" for byte in match[0].encode()])
