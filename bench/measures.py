"""What to measure of a program: start, keys, resources, and use over a slow line.

Each function yields figures as it obtains them, by the name of their row, so that a program that fails half way keeps
those that it has.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from emulator import changed
from figures import Figure, Missing, Sample, answered, density, latency, number, seconds, size
from link import Link
from probe import Program
from programs import TEXT, Peer

SILENCE = 0.15
"""Seconds without output after which a key is done; VisiData draws ten times a second."""
PATIENCE = 120.0
"""The most seconds that a key may take."""
ENOUGH = 60.0
"""Seconds spent on starts of one program after which there are no more."""
EDGE = 60
"""Steps after which the cursor is at the lower edge, so that the next one scrolls."""
RATE = 0.1
"""Seconds between the presses of a key that is held down."""

Figures = Iterator[tuple[str, Figure]]


class Effort(NamedTuple):
    """How often to start a program and press a key, how long to idle, and how long a start may take, in seconds."""

    starts: int
    keys: int
    idle: float
    limit: float


@dataclass(frozen=True)
class Case:
    """A program and its file of `count` events, the last of which has the id `last`."""

    peer: Peer
    count: int
    file: Path
    last: str
    environment: Mapping[str, str]

    def start(self, shape: Link | None = None) -> Program:
        """Start the program."""
        return Program(self.peer.argv(self.file), link=shape, silence=SILENCE, environment=self.environment)

    def wait(self, program: Program, limit: float) -> tuple[float, float]:
        """Return the seconds until the first screen, and until all is loaded (the same if that cannot be seen)."""
        first, loaded = self.peer.signs(self.count, self.last)
        shown = program.wait_for(first, limit)
        # what is already on the screen was there with the first screen
        return shown, max(shown, program.wait_for(loaded, limit)) if loaded else shown

    @contextlib.contextmanager
    def ready(self, limit: float, shape: Link | None = None) -> Iterator[Program]:
        """Yield the running program once everything is loaded and the cursor is on the first event."""
        with self.start(shape) as program:
            self.wait(program, limit)
            program.settle()
            if self.peer.home:
                program.press(self.peer.home, PATIENCE)
            yield program


def starting(cases: Sequence[Case], effort: Effort) -> list[dict[str, Figure]]:
    """Measure first screen and loading of all programs in turns.

    The first turn is a warm-up, unless it is the only one.
    """
    times: list[list[tuple[float, float]]] = [[] for _ in cases]
    failed: dict[str, Figure] = {}
    for _ in range(effort.starts + 1):
        for case, taken in zip(cases, times, strict=True):
            if case.peer.name in failed or sum(loaded for _, loaded in taken) > ENOUGH:
                continue
            try:
                with case.start() as program:
                    taken.append(case.wait(program, effort.limit))
            except (EOFError, TimeoutError) as error:
                failed[case.peer.name] = gave_up(error)
    found = []
    for case, taken in zip(cases, times, strict=True):
        figures: dict[str, Figure] = {name: Missing(why) for name, why in case.peer.lacks.items()}
        if case.peer.name in failed:
            figures["failed"] = failed[case.peer.name]
        else:
            counted = taken[1:] or taken
            figures["first"] = seconds([first for first, _ in counted])
            figures.setdefault("loaded", seconds([loaded for _, loaded in counted]))
        found.append(figures)
    return found


def gave_up(error: Exception) -> Missing:
    """Return the reason why there is no figure, from an error of the probe."""
    return Missing(str(error).splitlines()[0].rstrip(":"))


def costs(case: Case, effort: Effort) -> Figures:
    """Yield the memory of the program, and its activity while idle."""
    with case.ready(effort.limit) as program:
        memory = program.memory
        yield "memory", f"{number(memory)} MB" if memory is not None else Missing("only Linux tells")
        cpu, flow = program.idle(effort.idle)
        yield "idle", f"{number(100 * cpu)} %"
        yield "idle bytes", f"{number(flow)} B/s"


def keys(case: Case, effort: Effort) -> Figures:
    """Yield figures for every kind of key in turn, each starting from the first event."""
    peer = case.peer
    if not peer.down:
        return
    with case.ready(effort.limit) as program:
        step = repeat(program, peer.down, effort.keys, peer.home, min(10, case.count // 2))
        yield "step", latency(step)
        yield "step bytes", size(step)
        yield "step density", density(step)
        if case.count > 2 * EDGE:
            program.press(peer.down * EDGE, PATIENCE)
            scroll = repeat(program, peer.down, min(effort.keys, case.count - 2 * EDGE))
            yield "scroll", latency(scroll)
            yield "scroll density", density(scroll)
            program.press(peer.home, PATIENCE)
        page = repeat(program, peer.page, effort.keys // 2, peer.home, max(1, min(10, case.count // 50)))
        yield "page", latency(page)
        yield "page bytes", size(page)
        yield "page density", density(page)
        yield "end", latency(repeat(program, peer.end, effort.keys // 4, peer.home, 1))
        yield from filtering(peer, program, effort)


def filtering(peer: Peer, program: Program, effort: Effort) -> Figures:
    """Yield figures for filtering by a text: per letter, or for Enter after it."""
    if peer.filter is None:
        return
    samples: list[Sample] = []
    if peer.filter.live and peer.filter.opens:
        program.press(peer.filter.opens, PATIENCE)
    while len(samples) < (effort.keys if peer.filter.live else max(1, effort.keys // 10)):
        if peer.filter.live:
            samples += [sample(program, letter) for letter in TEXT]
        else:
            program.press(peer.filter.opens + TEXT, PATIENCE)
            samples.append(sample(program, "\r"))
        program.press(peer.filter.undo, PATIENCE)
    yield "letter" if peer.filter.live else "enter", latency(samples)


def remote(case: Case, effort: Effort, shape: Link) -> Figures:
    """Yield figures over a slow line: the first screen, a step, and the lag behind a key that is held down."""
    peer = case.peer
    with case.start(shape) as program:
        shown = program.wait_for(peer.signs(case.count, case.last)[0], effort.limit)
        # including the rest of the screen
        yield "far first", seconds([max(shown, program.settle(effort.limit))])
    if not peer.down:
        return
    with case.ready(effort.limit, shape) as program:
        steps = [sample(program, peer.down) for _ in range(min(5, case.count - 1))]
        yield "far step", seconds([s.time for s in found]) if (found := answered(steps)) else latency(steps)
        program.press(peer.home, PATIENCE)
        held = [peer.down] * 20 if case.count > 20 else ([peer.down] * 5 + [peer.up] * 5) * 2
        burst = program.type(held, RATE, PATIENCE)
        yield "far lag", seconds([burst.last]) if burst.last else latency(steps)
        yield "far bytes", f"{number(burst.size)} B" if burst.last else latency(steps)


def repeat(program: Program, key: str, times: int, back: str = "", every: int = 1) -> list[Sample]:
    """Press a key `times` times; after `every` presses, go back with another key, which is not counted."""
    samples: list[Sample] = []
    for turn in itertools.count(1):
        samples.append(sample(program, key))
        if turn >= times:
            break
        if back and turn % every == 0:
            program.press(back, PATIENCE)
    if back:
        program.press(back, PATIENCE)
    return samples


def sample(program: Program, key: str) -> Sample:
    """Press a key, and return the time, the bytes and the cells that changed."""
    before = program.cells
    burst = program.press(key, PATIENCE)
    return Sample(burst.last, burst.size, changed(before, program.cells))
