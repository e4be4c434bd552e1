"""From measured values to a table: percentiles, units, and what to say where there is nothing to measure."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Missing(NamedTuple):
    """No figure, and why."""

    why: str


class Sample(NamedTuple):
    """What one key took: seconds until the screen was as it stays (0: it is as it was), bytes, cells that differ."""

    time: float
    size: int
    cells: int


Figure = str | Missing
NO_ANSWER = Missing("it shows no answer: everything fits the screen, or nothing changes")


def percentile(values: Sequence[float], share: float) -> float:
    """The least of the values that `share` of them do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def number(value: float) -> str:
    """Two digits that count, thousands apart: 0.25, 3.4, 57, 1,234."""
    if value >= 9.95:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 0.995 else f"{value:.2f}"


def seconds(values: Sequence[float]) -> str:
    """The median of seconds."""
    return f"{number(statistics.median(values))} s"


def answered(samples: Sequence[Sample]) -> list[Sample]:
    """Those that showed anything; none at all if half of them did not, for then the key does not do what it should."""
    found = [sample for sample in samples if sample.time]
    return found if 2 * len(found) > len(samples) else []


def latency(samples: Sequence[Sample]) -> Figure:
    """The median and the 99th percentile of the time to the last byte that shows, in ms."""
    times = [1000 * sample.time for sample in answered(samples)]
    if not times:
        return NO_ANSWER
    return f"{number(statistics.median(times))} / {number(percentile(times, 0.99))} ms"


def size(samples: Sequence[Sample]) -> Figure:
    """The median of the bytes."""
    sizes = [sample.size for sample in answered(samples)]
    return f"{number(statistics.median(sizes))} B" if sizes else NO_ANSWER


def density(samples: Sequence[Sample]) -> Figure:
    """Bytes for each cell that changed."""
    found = answered(samples)
    cells = sum(sample.cells for sample in found)
    return number(sum(sample.size for sample in found) / cells) if cells else NO_ANSWER


def table(heading: str, names: Sequence[str], rows: Sequence[tuple[str, Sequence[Figure]]]) -> str:
    """A Markdown table with a column a name; what is missing is a dash and a numbered note below."""
    notes: dict[str, int] = {}

    def cell(figure: Figure) -> str:
        if isinstance(figure, str):
            return figure
        return f"- ({notes.setdefault(figure.why, len(notes) + 1)})"

    lines = [f"| {heading} | {' | '.join(names)} |", "|---|" + "---:|" * len(names)]
    lines += [f"| {what} | {' | '.join(map(cell, figures))} |" for what, figures in rows]
    return "\n".join([*lines, "", *(f"({n}) {why}.  " for why, n in notes.items())]).rstrip()
