"""What to write instead of dates as people are used to write them: 1/2/2024, 1939-45, n.d., 12,000 BP, 1900s.

`sayings` are whole answers, for what has no one way out; `habits` are proposals, which `faults` reads back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline_tui.dates.calendar import days_in_month
from timeline_tui.dates.edtf import edtf_year
from timeline_tui.dates.faults_sets import spoken_sets

_FULL = "an interval is written with a slash, both ends in full"
_NO_DATE = re.compile(
    r"(?:date )?(?:unknown|uncertain|unclear|undated|not dated|no date|none|null|nil|missing|tb[acd])\.?"
    r"|n\.? ?d\.?|s\.? ?d\.?|s\. ?a\.|n\.?/?a\.?|\?+|-+|[\u2013\u2014]+|_+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"today|tomorrow|yesterday|now|(?:last|next|this) [a-z]+|[0-9]+ (?:days?|weeks?|months?|years?) ago"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:the )?(early|mid(?:dle)?|late|beginning|start|end)(?: of |[- ])(?:the )?(.+)", re.IGNORECASE
)
_AGO = re.compile(
    r"(?:(?:ca?\.?|circa|about) ?|~ ?)?((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?) ?"
    r"(?:(years |cal\.? )?(?:bp|before present)"
    r"|(thousand|million|billion) years (?:ago|bp|before present)|([kmgb])(?:a|ya|yr|yrs)(?: (?:ago|bp))?)",
    re.IGNORECASE,
)
_POWERS = {"k": 3, "thousand": 3, "m": 6, "million": 6, "g": 9, "b": 9, "billion": 9}
_PRESENT = 1950
"""The year that "before present" is counted from."""


def saying(text: str) -> str:
    """The whole answer to a text that could mean several dates or none; "" where there is none."""
    words = " ".join(text.split())
    if _NO_DATE.fullmatch(words):
        return "it says that nothing is known: leave the date out"
    if _RELATIVE.fullmatch(words):
        return "it means another day tomorrow: write the date itself, like 2024-08-07"
    if re.fullmatch(r"(?:[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?|noon|midnight)(?: ?[ap]\.?m\.?)?", words, re.I):
        return "not a date but a time: write it with its day, like 2024-08-07T14:30"
    match = re.fullmatch(r"Y-?[0-9]{12,}|Y-?[0-9]+E[0-9]+", words)
    if match and ("E" not in words or _too_long(words)):
        return (
            "years of more than eleven digits are out of range, that is beyond Y99999999999: leave the date out, "
            "and write it as `date_text`"
        )
    return _of_two(words) or _vague(words) or _without_a_year(words)


def _too_long(text: str) -> bool:
    digits, _, power = text.lstrip("Y-").partition("E")
    return len(power) > 2 or len(digits) + int(power) > 11


def _of_two(text: str) -> str:
    """Where the same signs are two dates: both."""
    match = re.fullmatch("([0-9]{1,2})([/.-])([0-9]{1,2})\\2([0-9]{4})", text)
    if match:
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        good = [day for day in ((year, two, one), (year, one, two)) if _is_day(*day)]
        found = [f"{year:04}-{month:02}-{day:02}" for year, month, day in dict.fromkeys(good)]
        if len(found) == 2:
            return f"which is the month? Write {found[0]} or {found[1]}"
        return f"years go first, with hyphens: write {found[0] if found else 'it like 2024-08-07'}"
    match = re.fullmatch("([0-9]{1,2})([/.-])([0-9]{1,2})\\2([0-9]{2})", text)
    if match and (match[2] != "-" or int(match[1]) <= 31):
        return "which is the year? It goes first and has four digits: write it like 2024-08-07"
    match = re.fullmatch("([0-9]{2})[/.-][0-9]{4}", text)
    if match and not 1 <= int(match[1]) <= 12:
        return f"there is no month {match[1]}: write a month like 2024-08, and years with four digits"
    match = re.fullmatch("(?:the )?([0-9]{2})00'?s", text)
    if match:
        return f"a decade or a century? Write {match[1]}0X or {match[1]}XX"
    match = re.fullmatch("((?:1[0-9]|20)[0-9]{2})(0[1-9]|1[0-2])", text)
    if match:
        return f"a month or a long year? Write {match[1]}-{match[2]} or Y{text}"
    match = re.fullmatch(r"([0-9]{4}) ?[+-]", text)
    if match:
        return f"write [{match[1]}..] for that or later, {match[1]}/.. for all the time since"
    return ""


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def _vague(text: str) -> str:
    """ "early 1990s": the whole of it, or the years that are meant."""
    match = _VAGUE.fullmatch(text)
    if match is None:
        return ""
    century = re.fullmatch("([0-9]{2})00'?s", match[2])
    whole = f"{century[1]}0X or {century[1]}XX" if century else _in_words(match[2])
    if not whole:
        return ""
    return f'EDTF has no "{match[1].lower()}": write {whole}, or the dates that are meant as a set, [FIRST..LAST]'


def _without_a_year(text: str) -> str:
    """ "7 August": how it would be written in some year."""
    if re.search("[0-9]{3}", text) or not re.search("[A-Za-z]{3}", text):
        return ""
    better = _in_words(f"{text} 2024")
    if not re.fullmatch("2024-[0-9-]+", better):
        return ""
    return f"it needs a year: write it like {better}"


def _in_words(text: str) -> str:
    from timeline_tui.dates.edtf import read
    from timeline_tui.dates.human import in_edtf

    return text if not isinstance(read(text), str) else in_edtf(text)


def habits(text: str) -> Iterator[tuple[str, str]]:
    """What is meant by a text, with the reason; the likeliest first."""
    words = " ".join(text.split())
    yield from _forwards(_short_ends(words))
    match = re.fullmatch("([0-9]{1,2})[/.-]([0-9]{4})([~?%]?)", words)
    if match and 1 <= int(match[1]) <= 12:
        yield "years go first, with hyphens", f"{match[2]}-{match[1]:0>2}{match[3]}"
    match = re.fullmatch("(-?[0-9]{4}(?:-(?!00)[0-9]{2})?)(?:-00)+([~?%]?)", words)
    if match:
        part = "day" if "-" in match[1][1:] else "month"
        yield f"there is no {part} 00, what is not known is left out", f"{match[1]}{match[2]}"
    match = re.fullmatch(r"([0-9]{4})(-[0-9]{2})?((?:-\?\?){1,2})", words)
    if match:
        yield "unspecified digits are written X", f"{match[1]}{match[2] or ''}{match[3].replace('?', 'X')}"
    match = re.fullmatch(r"([0-9]{2})\?\?|([0-9]{3})[?_-]", words)
    if match:
        yield "unspecified digits are written X", f"{match[1]}XX" if match[1] else f"{match[2]}X"
    yield from _ago(words)
    yield from _clocks(words)


def more_habits(text: str) -> Iterator[tuple[str, str]]:
    """The same of words, of which only those are left that nothing else has understood."""
    yield from _forwards(_spoken(" ".join(text.split())))


def _forwards(proposals: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those that do not end before they begin: which end is wrong then, nobody can tell."""
    from timeline_tui.dates.edtf import read

    for why, better in proposals:
        date = read(better)
        if isinstance(date, str) or not date.reversed:
            yield why, better


def _short_ends(text: str) -> Iterator[tuple[str, str]]:
    """`1939-45`, `1914-1918?`, `2024-08-06 - 2024-08-10`; `T14:30/15:30`."""
    dash = "\\s*[-\u2010-\u2015]\\s*"
    match = re.fullmatch(f"([0-9]{{2}})([0-9]{{2}})({dash}|/)([0-9]{{2}})([~?%]?)", text)
    if match and int(match[4]) > max(12, int(match[2])):
        no_month = f"there is no month {match[4]}, and " if match[3] == "-" else ""
        yield f"{no_month}{_FULL}", f"{match[1]}{match[2]}/{match[1]}{match[4]}{match[5]}"
    date = "([0-9]{4}(?:-[0-9]{2}){0,2}[~?%]?)"
    match = re.fullmatch(f"{date}{dash}{date}", text)
    if match:
        yield "an interval is written with a slash", f"{match[1]}/{match[2]}"
    match = re.fullmatch(
        "([0-9-]{10})[T ]([0-9]{2}:[0-9]{2})(?:\\s*[\u2010-\u2015/]\\s*| - )([0-9]{2}:[0-9]{2})", text
    )
    if match:
        yield _FULL, f"{match[1]}T{match[2]}/{match[1]}T{match[3]}"


def _ago(text: str) -> Iterator[tuple[str, str]]:
    """ "12,000 BP" is about the year -10050, "66 Ma" one of two significant digits."""
    match = _AGO.fullmatch(text)
    if match is None:
        return
    whole, _, part = match[1].replace(",", "").partition(".")
    power = _POWERS.get((match[3] or match[4] or "").lower(), 0) - len(part)
    digits = f"{whole}{part}".lstrip("0")
    if len(digits) > 11 or not digits:
        return
    if power >= 1 and len(digits) + power > 6:
        yield "files take EDTF, not words", f"Y-{digits}E{power}S{len(digits)}"
    elif power >= 0:
        yield "files take EDTF, not words", f"{edtf_year(_PRESENT - int(digits) * 10**power)}~"


def _clocks(text: str) -> Iterator[tuple[str, str]]:
    """ "2024-08-07 2:30 pm", `T14.30`, "14h30", "noon"."""
    match = re.fullmatch(
        r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T|,? +(?:at )?)([0-9]{1,2})(?:[:.h]([0-9]{2}))?h?(?: ?([ap])\.?m\.?)?",
        text,
        re.IGNORECASE,
    )
    if match and (match[3] or match[4]) and not (match[4] and not 1 <= int(match[2]) <= 12):
        hour = int(match[2])
        if match[4]:
            hour = hour % 12 + (12 if match[4] in "pP" else 0)
        yield "times are written T14:30", f"{match[1]}T{hour:02}:{match[3] or '00'}"
    match = re.fullmatch("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T|,? +(?:at )?)noon", text, re.IGNORECASE)
    if match:
        yield "times are written T14:30", f"{match[1]}T12:00"


def _spoken(text: str) -> Iterator[tuple[str, str]]:
    """Words that only need another order, or another word."""
    why = "files take EDTF, not words"
    match = re.fullmatch(
        "winter (?:of )?([0-9]{2})([0-9]{2})[/-]((?:[0-9]{2})?)([0-9]{2})", text, re.IGNORECASE
    )
    if match:
        year = int(match[1] + match[2])
        if (year + 1) % 100 == int(match[4]) and match[3] in ("", f"{year + 1:04}"[:2]):
            yield why, f"{year:04}-24"
    match = re.fullmatch("([0-9]{4})[- ]([A-Za-z]{3,9})\\.?(?:[- ]([0-9]{1,2}))?", text)
    if match:
        yield why, _in_words(f"{match[3] or ''} {match[2]} {match[1]}".strip())
    match = re.fullmatch("([0-9]{1,2})[-./]([A-Za-z]{3,9})[-./]([0-9]{4})", text)
    if match:
        yield why, _in_words(" ".join(match.groups()))
    match = re.fullmatch(
        "([0-9]{1,2})\\s*[-\u2010-\u2015]\\s*([0-9]{1,2}) ([A-Za-z]{3,9}\\.? [0-9]{4})", text
    )
    if match:
        yield why, "/".join(_in_words(f"{match[side]} {match[3]}") for side in (1, 2))
    match = re.fullmatch("(before|after|by|until|till|since|not before|not after) (.+)", text, re.IGNORECASE)
    if match:
        yield from spoken_sets(f"{match[1]} {_in_words(match[2])}")
    about = re.match(
        r"(?:c|ca|circa|about|around|approx(?:imately)?)\b\.? *|c\.?(?=[0-9])|~ ?", text, re.IGNORECASE
    )
    bare, mark = (text[about.end() :], "~") if about else (text, "")
    match = re.fullmatch(
        "(?:from )?(.+?)(?: to | until | till | through |\\s*[-\u2010-\u2015]\\s*)(.+)", bare
    )
    if match:
        ends = [_in_words(side) for side in _of_one_era(*match.groups())]
        if re.fullmatch("now|present|today|ongoing", match[2], re.IGNORECASE):
            ends[1] = ".."
        if all(ends) and not any("/" in end for end in ends):
            yield why, "/".join(end if end == ".." else end + mark for end in ends)
    yield why, _in_words(_plainer(text))


def _of_one_era(first: str, last: str) -> tuple[str, str]:
    """Both ends of a range, BC said of both where it was said once: "500" and "480 BC". "" where it is not clear."""
    eras = [re.search(r"(?:\b|(?<=[0-9]))(?:bce?|ad|ce)\b", side, re.IGNORECASE) for side in (first, last)]
    if eras[1] and not eras[0] and eras[1][0][0] in "bB":
        both = re.fullmatch("[0-9]+", first) and re.fullmatch("[0-9]+ ?[A-Za-z]+", last)
        return (f"{first} {eras[1][0]}", last) if both else ("", "")
    if eras[0] and not eras[1] and eras[0][0][0] in "bB" and re.search(r"(?<![-0-9])[0-9]{1,3}$", last):
        return "", ""
    return first, last


def _plainer(text: str) -> str:
    """The same in words that are understood: no dots in B.C., "approx." and "probably" as the signs for them."""
    text = text.strip("\"'\u201c\u201d\u2018\u2019.,; ")
    text = re.sub(r"\b([ABC])\.\s?([DC])\b\.?(?:\s?(E)\b\.?)?", r"\1\2\3", text)
    text = re.sub(r"\b([0-9]{1,3}),([0-9]{3})(?= ?(?:BC|AD|CE))", r"\1\2", text)
    match = re.fullmatch(
        r"(?:approx(?:imately|\.)?|around|roughly|est\.?|estimated) (.+)", text, re.IGNORECASE
    )
    match = match or re.fullmatch(
        r"(.+?)(?: ?\(?(?:approx(?:imately|\.)?|circa|ca\.?|est\.?)\)?|(?<=[0-9])c)", text, re.IGNORECASE
    )
    if match:
        return f"about {match[1]}"
    match = re.fullmatch(r"(?:probably|perhaps|possibly|maybe|presumably) (.+)", text, re.IGNORECASE)
    match = match or re.fullmatch(r"(.+?) ?\(\?\)", text)
    return f"{match[1]} ?" if match else text
