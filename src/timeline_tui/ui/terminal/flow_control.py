"""How much may be under way to the terminal: a slow line is not to be filled with frames that are old on arrival.

Between a program and a terminal at the other end of a slow line lie buffers that take seconds of output without a
word. So each frame ends with the question where the cursor is, which every terminal answers once it has come so far.
What is not answered yet is under way; as long as answers come as quickly as ever, more may be, and once they come late,
a single frame.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

QUESTION = "\x1b[6n"
"""DSR 6 of ECMA-48: report the position of the cursor."""

LATE = 0.1
"""Seconds later than the quickest answer, from which frames are waiting for each other on the way."""
LOST = 2.0
"""Seconds after which an answer will not come any more."""
SILENT = 3
"""Questions in a row without an answer, after which nothing is held back until there is one again."""
PATIENT, MOST_PATIENT = 0.5, 1.2
"""Seconds to wait in the end for what is not answered yet, and at most: see `driver.DEADLINE`."""
FIRST, MOST = 4096, 65536
"""Bytes that may be under way at the beginning, and at most."""


class FlowControl:
    """Counts what is under way. `clock` gives seconds. Answers may come in another thread.

    Until the first answer nothing is held back: there are terminals that give none.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sent: deque[tuple[float, int]] = deque()
        self._quickest: float | None = None
        self._took = 0.0  # by the last answer
        self._missed = 0  # answers that did not come since the last one that did
        self._window = FIRST
        self._told: Callable[[], None] | None = None
        self._arrived = threading.Condition(self._lock)

    def forget(self) -> None:
        """Whatever was asked, its answer is not waited for."""
        with self._lock:
            self._sent.clear()
            self._told = None
            self._arrived.notify_all()

    def sent(self, size: int) -> None:
        """A frame of so many bytes and the question behind it are on their way."""
        with self._lock:
            self._sent.append((self._clock(), size))

    def answered(self) -> None:
        """The oldest question was answered."""
        with self._lock:
            if not self._sent:
                return
            under_way = sum(size for _, size in self._sent)
            at, size = self._sent.popleft()
            self._missed = 0
            self._took = took = self._clock() - at
            self._quickest = took if self._quickest is None else min(took, self._quickest)
            late = took > self._quickest + LATE
            self._window = max(1, under_way // 2) if late else min(MOST, self._window + size // 4)
            told, self._told = self._told, None
            self._arrived.notify_all()
        if told is not None:
            told()

    def may_send(self, told: Callable[[], None]) -> float:
        """0 if another frame may be sent.

        Else `told` is called when an answer comes; that none has come can be seen after so many seconds.
        """
        with self._lock:
            now = self._give_up_lost()
            if self._quickest is None or sum(size for _, size in self._sent) < self._window:
                self._told = None
                return 0.0
            self._told = told
            return max(0.001, self._sent[0][0] + LOST - now)

    def wait(self) -> None:
        """Until all is answered, as far as that can be expected: an answer that comes later is typed into the shell."""
        with self._lock:
            self._give_up_lost()
            self._arrived.wait_for(lambda: not self._sent, min(MOST_PATIENT, max(PATIENT, 2 * self._took)))

    def _give_up_lost(self) -> float:
        """What was asked too long ago is not waited for any more; what time it is."""
        now = self._clock()
        while self._sent and now - self._sent[0][0] >= LOST:
            self._sent.popleft()
            self._missed += 1
        if self._missed >= SILENT:
            self._quickest = None  # who listens there now may be another, who gives none
        return now
