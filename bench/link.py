"""A model of a slow line between a program and its user: when bytes sent now arrive.

The probe reads from the program no faster than this line transmits, and delivers bytes when they would have arrived.
So no root privileges, network or ssh are needed. The buffer of the line is bounded: when it is full the program has
to wait, as it does for a full socket.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

UNITS = {"bit": 1 / 8, "kbit": 1e3 / 8, "mbit": 1e6 / 8}
BUFFER = 4096


@dataclass
class Link:
    """A line of `rate` bytes per second to the user, with `delay` seconds each way and up to `buffer` bytes queued.

    Keys are few, so only the delay applies to them. Times are in seconds of any one clock.
    """

    rate: float = math.inf
    delay: float = 0.0
    buffer: int = BUFFER
    _free: float = field(default=-math.inf, repr=False)
    """The time when the line has sent everything queued."""

    @property
    def chunk(self) -> int:
        """The number of bytes to queue at once."""
        return 1 << 16 if math.isinf(self.rate) else max(1, self.buffer // 16)

    def ready(self) -> float:
        """Return the earliest time at which another chunk fits into the buffer."""
        return self._free - (self.buffer - self.chunk) / self.rate

    def send(self, now: float, size: int) -> float:
        """Queue `size` bytes at time `now`, and return when the last of them arrives."""
        self._free = max(now, self._free) + size / self.rate
        return self._free + self.delay


def parse(text: str) -> Link:
    """Parse `RATE,DELAY[,BUFFER]`, such as `64kbit,200ms` or `1mbit,50ms,16384`.

    The delay is the round-trip time, as reported by `ping`.

    Raises:
        ValueError: The text is not a line.
    """
    found = re.fullmatch(r"([\d.]+)(k|m)?bit,([\d.]+)ms(?:,(\d+))?", text)
    if found is None:
        raise ValueError(f"a link is RATE,DELAY[,BUFFER], such as 64kbit,200ms: {text!r}")
    number, prefix, delay, buffer = found.groups()
    rate = float(number) * UNITS[f"{prefix or ''}bit"]
    if not rate:
        raise ValueError("a link needs a rate above 0")
    return Link(rate, float(delay) / 2000, int(buffer or BUFFER))
