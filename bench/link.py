"""A slow line between a program and its user, on paper: when bytes that are sent now arrive.

The probe takes bytes from the program no faster than this line lets it and hands them on when they would have come,
so that nothing needs root, a network or ssh. What waits for the line is bounded: beyond that the program itself has
to wait, as it does when a socket is full.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

UNITS = {"bit": 1 / 8, "kbit": 1e3 / 8, "mbit": 1e6 / 8}
BUFFER = 4096


@dataclass
class Link:
    """A line of `rate` bytes a second to the user, `delay` seconds each way, with `buffer` bytes waiting at most.

    Keys are few: to them only the delay applies. Times are seconds of any one clock.
    """

    rate: float = math.inf
    delay: float = 0.0
    buffer: int = BUFFER
    _free: float = field(default=-math.inf, repr=False)
    """When the line has sent all it was given."""

    @property
    def chunk(self) -> int:
        """How many bytes to give to the line at once."""
        return 1 << 16 if math.isinf(self.rate) else max(1, self.buffer // 16)

    def ready(self) -> float:
        """From when on the line takes another chunk without more than `buffer` bytes waiting."""
        return self._free - (self.buffer - self.chunk) / self.rate

    def send(self, now: float, size: int) -> float:
        """Give `size` bytes to the line: when the last of them arrives."""
        self._free = max(now, self._free) + size / self.rate
        return self._free + self.delay


def parse(text: str) -> Link:
    """A link from `RATE,DELAY[,BUFFER]`, such as `64kbit,200ms` or `1mbit,50ms,16384`; raises ValueError.

    The delay is there and back, as `ping` tells it.
    """
    found = re.fullmatch(r"([\d.]+)(k|m)?bit,([\d.]+)ms(?:,(\d+))?", text)
    if found is None:
        raise ValueError(f"a link is RATE,DELAY[,BUFFER], such as 64kbit,200ms: {text!r}")
    number, prefix, delay, buffer = found.groups()
    rate = float(number) * UNITS[f"{prefix or ''}bit"]
    if not rate:
        raise ValueError("a link needs a rate above 0")
    return Link(rate, float(delay) / 2000, int(buffer or BUFFER))
