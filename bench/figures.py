"""Format measurements as a table: percentiles, units, and the reasons for missing figures."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Missing(NamedTuple):
    """The reason why there is no figure."""

    why: str


class Sample(NamedTuple):
    """One key press: seconds until the screen was final (0 if unchanged), bytes, and changed cells."""

    time: float
    size: int
    cells: int


Figure = str | Missing
NO_ANSWER = Missing("it shows no answer: everything fits the screen, or nothing changes")


def percentile(values: Sequence[float], share: float) -> float:
    """Return a percentile by nearest rank: the least value that a `share` (0 to 1) of the values do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def number(value: float) -> str:
    """Format a number with two significant digits and thousands separators: 0.25, 3.4, 57, 1,234."""
    if value >= 9.95:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 0.995 else f"{value:.2f}"


def seconds(values: Sequence[float]) -> str:
    """Return the median of seconds."""
    return f"{number(statistics.median(values))} s"


def answered(samples: Sequence[Sample]) -> list[Sample]:
    """Return the samples that changed the screen, or none if half did not: the key does not do its task then."""
    found = [sample for sample in samples if sample.time]
    return found if 2 * len(found) > len(samples) else []


def latency(samples: Sequence[Sample]) -> Figure:
    """Return the median and the 99th percentile of the time to the last visible change, in ms."""
    times = [1000 * sample.time for sample in answered(samples)]
    if not times:
        return NO_ANSWER
    return f"{number(statistics.median(times))} / {number(percentile(times, 0.99))} ms"


def size(samples: Sequence[Sample]) -> Figure:
    """Return the median number of bytes."""
    sizes = [sample.size for sample in answered(samples)]
    return f"{number(statistics.median(sizes))} B" if sizes else NO_ANSWER


def density(samples: Sequence[Sample]) -> Figure:
    """Return the bytes per changed cell."""
    found = answered(samples)
    cells = sum(sample.cells for sample in found)
    return number(sum(sample.size for sample in found) / cells) if cells else NO_ANSWER


def table(heading: str, names: Sequence[str], rows: Sequence[tuple[str, Sequence[Figure]]]) -> str:
    """Return a Markdown table; a missing figure is a dash with a numbered note below.

    Args:
        heading: The heading of the first column.
        names: The headings of the other columns.
        rows: The first cell of each row, and its figures.
    """
    notes: dict[str, int] = {}

    def cell(figure: Figure) -> str:
        if isinstance(figure, str):
            return figure
        return f"- ({notes.setdefault(figure.why, len(notes) + 1)})"

    lines = [f"| {heading} | {' | '.join(names)} |", "|---|" + "---:|" * len(names)]
    lines += [f"| {what} | {' | '.join(map(cell, figures))} |" for what, figures in rows]
    return "\n".join([*lines, "", *(f"({n}) {why}.  " for why, n in notes.items())]).rstrip()
