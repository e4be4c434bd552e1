"""What to write instead of a set that is none, and of the words for one: proposals, which `faults` reads back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.dates.edtf import edtf_year, read

_CLOSING = {"[": "]", "{": "}", "(": ")"}


def set_rewritings(text: str) -> Iterator[tuple[str, str]]:
    """Ways to write what somebody meant by a text that begins with a bracket, each with its reason."""
    opening = text[0]
    mark = re.search("[~?%]+$", text)
    body = text[: mark.start()] if mark else text
    inner = body[1:].rstrip("]}) ")
    if opening == "(" and not re.search(r"\band\b|&", inner):
        yield "a set of which one date is meant has square brackets", f"[{_plain(inner)}]"
    if opening == "(":
        return
    closing = _CLOSING[opening]
    reasons: list[str] = []
    if opening in inner or closing in inner or (body.endswith(closing) and body[1:-1] != inner):
        reasons.append("a set holds no other set")
        inner = re.sub(re.escape(opening) + "|" + re.escape(closing), "", inner)
    elif not body.endswith(closing):
        reasons.append(f"what begins with {opening} ends with {closing}")
    if opening == "{" and re.search(r"\bor\b|\|", inner):
        opening, closing = "[", "]"
        reasons.append("a set of which one date is meant has square brackets")
    elif opening == "[" and re.search(r"\band\b|&", inner):
        opening, closing = "{", "}"
        reasons.append("a set of which all dates are meant has curly brackets")
    for why, pattern, better in _RULES:
        changed = re.sub(pattern, better, inner)
        if changed != inner and why not in reasons:
            reasons.append(why)
        inner = changed
    if mark:
        reasons.append("the dates of a set have their own qualifiers")
        sign = mark[0] if len(mark[0]) == 1 else "%"
        inner = ",".join(
            "..".join(part and f"{part}{sign}" for part in item.split("..")) for item in inner.split(",")
        )
    written = inner
    inner = _in_order(inner)
    if inner != written:
        reasons.append("what is open stands first or last")
    if reasons:
        yield ", ".join(dict.fromkeys(reasons)), f"{opening}{inner}{closing}"
    yield from _ranges(opening, inner, closing)
    yield from _dates(opening, inner, closing)


_RULES = (
    ("a set has no blanks", r"\s+(?!(?:or|and)\b)(?<!\bor\s)(?<!\band\s)", ""),
    ("dates of a set are joined by commas", r"\s*(?:;|\||\bor\b|\band\b|&)\s*", ","),
    ("dates of a set are joined by commas", r"(?<=[0-9X])\s+(?=[0-9])", ","),
    ("a range within a set is written with ..", "\\.{3,}|\u2026", ".."),
    ("a range within a set is written with ..", "/", ".."),
    (
        "a range within a set is written with ..",
        "(?<![-0-9])([0-9]{4})[-\u2010-\u2015]([0-9]{4})(?![-0-9])",
        r"\1..\2",
    ),
    ("no comma beside an open side", r"^\.\.,|(?<=,)\.\.,", ".."),
    ("no comma beside an open side", r",\.\.$", ".."),
    ("a comma stands between two dates", "^,+|,+$", ""),
    ("a comma stands between two dates", ",{2,}", ","),
)


def _plain(inner: str) -> str:
    for _, pattern, better in _RULES:
        inner = re.sub(pattern, better, inner)
    return inner


def _in_order(inner: str) -> str:
    """What is open to the past first, what is open to the future last."""
    items = inner.split(",")
    before = [item for item in items if item.startswith("..")]
    after = [item for item in items if item.endswith("..")]
    return ",".join([*before, *(item for item in items if item not in before and item not in after), *after])


def _ranges(opening: str, inner: str, closing: str) -> Iterator[tuple[str, str]]:
    """A range the other way round, or with both sides as coarse as the coarser."""
    turned = re.sub(r"([^,.]+)\.\.([^,.]+)", r"\2..\1", inner)
    if turned != inner:
        yield "the range runs backwards", f"{opening}{turned}{closing}"
        alike = re.sub(r"([^,.]+)\.\.([^,.]+)", _alike, inner)
        yield "both sides of .. have one precision", f"{opening}{alike}{closing}"


def _alike(match: re.Match[str]) -> str:
    size = min(len(match[1].lstrip("-").split("-")), len(match[2].lstrip("-").split("-")))
    return "..".join(_cut(side, size) for side in match.groups())


def _cut(text: str, size: int) -> str:
    sign = "-" if text[0] == "-" else ""
    return sign + "-".join(text.removeprefix(sign).split("-")[:size])


def _dates(opening: str, inner: str, closing: str) -> Iterator[tuple[str, str]]:
    """Every date by itself as the rules for single dates would have it; a time is cut off."""
    from timeline_tui.dates.faults import date_rewritten

    reasons: list[str] = []
    items = []
    for item in inner.split(","):
        sides = []
        for side in item.split(".."):
            day, time, _ = side.partition("T")
            if time and not isinstance(read(side), str):
                reasons.append("the dates of a set have no time")
                sides.append(day)
            else:
                sides.append(date_rewritten(side, reasons) if side else "")
        items.append("..".join(sides))
    if reasons:
        yield ", ".join(dict.fromkeys(reasons)), f"{opening}{','.join(items)}{closing}"


_DATE = "(-?[0-9]{4}(?:-[0-9]{2}){0,2}[~?%]?)"
_SPOKEN = (
    (rf"{_DATE} *(?:or|\|) *{_DATE}", r"[\1,\2]"),
    (rf"(?:both )?{_DATE} *(?:and|&) *{_DATE}", r"{\1,\2}"),
    (rf"(?:one of |either )?{_DATE}(?:, ?{_DATE})+(?:,? or {_DATE})?", ""),
    (rf"between {_DATE} and {_DATE}", r"[\1..\2]"),
    (rf"(?:by|until|till|up to|not after) {_DATE}", r"[..\1]"),
    (rf"(?:since|from|not before) {_DATE}", r"[\1..]"),
    (rf"{_DATE} or (?:before|earlier)", r"[..\1]"),
    (rf"{_DATE} or (?:after|later)", r"[\1..]"),
)


def spoken_sets(text: str) -> Iterator[tuple[str, str]]:
    """ "1667 or 1668", "between 1667 and 1670", "before 1920": the set that says so."""
    words = " ".join(text.split()).lower()
    why = "files take EDTF, not words"
    for pattern, better in _SPOKEN:
        match = re.fullmatch(pattern, words)
        if match and better:
            yield why, match.expand(better)
        elif match:
            yield "several dates are a set", f"[{','.join(re.findall(_DATE, words))}]"
    beside = re.fullmatch(
        r"(before|after|[<>\u2264\u2265]=?) ?(ca?\.? ?|about |~)?(-?[0-9]{4}(?:-[0-9]{2}){0,2})(-?ish|[~?%])?",
        words,
    )
    if beside:
        sign, about, date, mark = beside.groups()
        mark = mark if mark in ("~", "?", "%") else "~" if about or mark else ""
        before = sign[0] in "b<\u2264"
        if sign[-1] not in "=\u2264\u2265":
            date = _neighbour(date, -1 if before else 1)
        yield why, f"[..{date}{mark}]" if before else f"[{date}{mark}..]"


def _neighbour(text: str, step: int) -> str:
    """The year, month or day before (-1) or after (1); "" where there is none."""
    date = read(text)
    if isinstance(date, str) or date.earliest is None or date.latest is None:
        return ""
    days = date.earliest // DAY - 1 if step < 0 else date.latest // DAY
    year, month, day = civil_from_days(days)
    parts = [edtf_year(year), f"{month:02}", f"{day:02}"]
    return "-".join(parts[: 1 + text.lstrip("-").count("-")])
