"""Flow control: limit the output in transit, so that frames are not out of date when they arrive.

The buffers between a program and a terminal behind a slow line accept seconds of output without blocking. So each frame
ends with a request for the position of the cursor, which every terminal answers when it has processed the output before
it. Frames without an answer are in transit. While answers are as quick as the quickest so far, the limit grows; when
they are late, it shrinks, down to a single frame.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

QUESTION = "\x1b[6n"
"""DSR 6 (ECMA-48): ask for a report of the cursor's position."""

LATE = 0.1
"""Seconds by which an answer may exceed the quickest. A later one means that frames queue up in transit."""
LOST = 2.0
"""Seconds after which an answer is considered lost."""
SILENT = 3
"""Consecutive requests without an answer after which output is not limited, until an answer arrives."""
PATIENT, MOST_PATIENT = 0.5, 1.2
"""Seconds to wait for outstanding answers before leaving, at least and at most: see `driver.DEADLINE`."""
FIRST, MOST = 4096, 65536
"""Bytes that may be in transit, initially and at most."""


class FlowControl:
    """Counts the bytes in transit and decides whether a frame may be sent. Answers may arrive in another thread.

    Output is not limited before the first answer, because some terminals send none.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with nothing in transit. `clock` returns the time in seconds."""
        self._clock = clock
        self._lock = threading.Lock()
        self._sent: deque[tuple[float, int]] = deque()
        self._quickest: float | None = None
        # Seconds, for the last answer.
        self._took = 0.0
        # Lost answers since the last one that arrived.
        self._missed = 0
        self._window = FIRST
        self._callback: Callable[[], None] | None = None
        self._arrived = threading.Condition(self._lock)

    def forget(self) -> None:
        """Stop waiting for outstanding answers."""
        with self._lock:
            self._sent.clear()
            self._callback = None
            self._arrived.notify_all()

    def sent(self, size: int) -> None:
        """Record that a frame of `size` bytes and a request were sent."""
        with self._lock:
            self._sent.append((self._clock(), size))

    def answered(self) -> None:
        """Record the answer to the oldest request."""
        with self._lock:
            # A report that was not requested here, or one that comes after its request was given up.
            if not self._sent:
                return
            under_way = sum(size for _, size in self._sent)
            at, size = self._sent.popleft()
            self._missed = 0
            self._took = took = self._clock() - at
            self._quickest = took if self._quickest is None else min(took, self._quickest)
            late = took > self._quickest + LATE
            # Grow slowly, shrink at once, as TCP does (RFC 5681). A window of one byte admits a single frame.
            self._window = max(1, under_way // 2) if late else min(MOST, self._window + size // 4)
            callback, self._callback = self._callback, None
            self._arrived.notify_all()
        # Outside the lock, which the callback may take again by `may_send`.
        if callback is not None:
            callback()

    def may_send(self, callback: Callable[[], None]) -> float:
        """Return 0 if another frame may be sent, else the seconds after which to ask again.

        In the latter case `callback` is called when an answer arrives before that.
        """
        with self._lock:
            now = self._give_up_lost()
            # A terminal that does not answer must not hold output back.
            if self._quickest is None or sum(size for _, size in self._sent) < self._window:
                self._callback = None
                return 0.0
            self._callback = callback
            # Never 0, which would mean that a frame may be sent.
            return max(0.001, self._sent[0][0] + LOST - now)

    def wait(self) -> None:
        """Wait until all requests are answered or time out. The shell would read a later answer as typed text."""
        with self._lock:
            self._give_up_lost()
            self._arrived.wait_for(lambda: not self._sent, min(MOST_PATIENT, max(PATIENT, 2 * self._took)))

    def _give_up_lost(self) -> float:
        """Drop requests whose answer is lost; return the current time."""
        now = self._clock()
        while self._sent and now - self._sent[0][0] >= LOST:
            self._sent.popleft()
            self._missed += 1
        if self._missed >= SILENT:
            # Another terminal may be attached now, one that does not answer.
            self._quickest = None
        return now
