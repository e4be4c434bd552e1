"""Measure what a user waits for, and print it as one Markdown table: `python bench/run.py`.

Everything is started as users start it, the browser in a terminal of its own (`probe.py`). All figures of a table are
from one run, since only those are comparable. They are medians, taken in turns where two things are compared.

It needs `pip install -e '.[dev]'`. `--quick` uses a tenth of the events and repetitions.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from figures import percentile
from generate import deep, generate
from probe import Burst, Program
from programs import timeline

HERE = Path(__file__).parent
BUNDLED = "14 events"
"""What the screen shows once the bundled chronology is loaded."""


class Row(NamedTuple):
    """A row of the table: what, how long it took, the goal, and whether it is met ("" without a goal)."""

    what: str
    figure: str
    goal: str = ""
    met: bool | None = None


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="measure what a user waits for")
    parser.add_argument("--quick", action="store_true", help="a tenth of the events and of the repetitions")
    parser.add_argument("--file", help="a chronology that generate.py made, instead of a temporary one")
    parser.add_argument(
        "--events", type=int, default=0, help="how many events (default: 100,000; quick: 10,000)"
    )
    requested = parser.parse_args()
    # Installed programs have their bytecode cached, and so have these after a warm-up.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    command(*timeline("list"))
    with Program(timeline()) as program:
        program.wait_for(BUNDLED)
    count = requested.events or (10_000 if requested.quick else 100_000)
    times = 3 if requested.quick else 9
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(requested.file or f"{folder}/large.toml"), Path(folder, "small.toml")
        if not requested.file:
            write(large, count)
        write(small, 12)
        rows = [
            *starting(times),
            *reading(large, count, times),
            *browsing(small, large, count, requested.quick),
        ]
        rows += again(large, Path(folder, "edited.toml"), count, times)
        rows += zooming(Path(folder, "deep.toml"), count)
    print(table(rows, requested.quick))


def write(path: Path, count: int) -> None:
    """Write a synthetic chronology."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(generate(count))


# -- what is measured ---------------------------------------------------------------------------------------


def starting(times: int) -> list[Row]:
    """Measure command to first paint, next to an empty application, and a command without a screen."""
    empty, bundled, listed = [], [], []
    for _ in range(times):
        with Program([sys.executable, str(HERE / "empty_app.py")]) as program:
            empty.append(program.wait_for("an empty application"))
        with Program(timeline()) as program:
            bundled.append(program.wait_for(BUNDLED))
        listed.append(command(*timeline("list"))[0])
    ratio = statistics.median(bundled) / statistics.median(empty)
    return [
        Row("first paint: an empty Textual application", seconds(empty)),
        Row("first paint: `timeline` on its own chronology", seconds(bundled)),
        Row("the same, by that of the empty application", f"{ratio:.2f}×", "≤ 1.25×", ratio <= 1.25),
        Row(
            "`timeline list` on it, to its end",
            seconds(listed),
            "≤ 0.25 s",
            statistics.median(listed) <= 0.25,
        ),
        *resting(),
    ]


def resting(while_: float = 10) -> list[Row]:
    """Measure the idle browser: memory, processor time, bytes."""
    with Program(timeline()) as program:
        program.wait_for(BUNDLED)
        program.settle()
        memory = program.memory
        cpu, flow = program.idle(while_)
    return [
        held("the browser's memory", memory, 45),
        Row(
            "idle: a processor, bytes to the terminal",
            f"{100 * cpu:.2f} %, {flow:.0f} B/s",
            "0.0 %, 0 B/s",
            cpu < 0.0005 and not flow,
        ),
    ]


def reading(large: Path, count: int, times: int) -> list[Row]:
    """Measure checking and browsing a large file."""
    runs = [command(*timeline("check", str(large))) for _ in range(max(3, times // 3))]
    took, memory = [run[0] for run in runs], statistics.median([run[1] for run in runs])
    bar, first, loaded = [], [], []
    for _ in range(max(3, times // 3)):
        with Program(timeline(str(large))) as program:
            bar.append(program.wait_for("Reading"))
            first.append(program.wait_for(" events "))
            loaded.append(program.wait_for(f"{count:,} events"))
    size = f"{count:,} events ({large.stat().st_size / 1e6:.0f} MB)"
    return [
        Row(f"`timeline check`, {size}", seconds(took), "≤ 3 s", statistics.median(took) <= 3),
        Row("its memory at most", f"{memory:.0f} MB", "≤ 400 MB", memory <= 400),
        Row(f"browser: the progress bar, {count:,} events", seconds(bar)),
        Row(
            "browser: the first events on the screen",
            seconds(first),
            "≤ 1.0 s",
            statistics.median(first) <= 1,
        ),
        Row("browser: all of them", seconds(loaded), "≤ 2.0 s", statistics.median(loaded) <= 2),
    ]


def browsing(small: Path, large: Path, count: int, quick: bool) -> list[Row]:
    """Measure keys: the time to the last byte of each response, and its bytes."""
    steps = 40 if quick else 200
    few, _ = walk(small, "12 events", steps)
    many, memory = walk(large, f"{count:,} events", steps)
    return [
        pressed("`j`, 12 events", few["j"], 15),
        pressed(f"`j`, {count:,} events", many["j"], 15),
        pressed(f"page down, {count:,} events", many["page"]),
        pressed(f"`G` and `g`, {count:,} events", many["end"]),
        pressed("a letter in the filter, 12 events", few["letter"]),
        pressed(f"a letter in the filter, {count:,} events", many["letter"], 80),
        held(f"the browser's memory then, {count:,} events", memory, 250),
    ]


def walk(file: Path, ready: str, steps: int) -> tuple[dict[str, list[Burst]], float | None]:
    """Walk through a chronology; return the response to each kind of key, and the memory at the end."""
    found: dict[str, list[Burst]] = {}
    with Program(timeline(str(file))) as program:
        program.wait_for(ready)
        program.settle()

        def press(kind: str, keys: Iterable[str]) -> None:
            found.setdefault(kind, []).extend([program.press(key, 1.0) for key in keys])

        press("j", ("jjjjjjjjjjkkkkkkkkkk" * steps)[:steps])
        press("page", ["\x1b[6~", "\x1b[6~", "\x1b[5~"] * (steps // 8))
        press("end", ["G", "g"] * (steps // 8))
        for query in ["kursk region", "tag:drones", "actor:kovalenko -tag:aid"] * max(1, steps // 60):
            program.press("/")
            press("letter", query)
            press("letter", "\x7f" * len(query))
            program.press("\x03")
            program.settle()
        return found, program.memory


def again(large: Path, copy: Path, count: int, times: int) -> list[Row]:
    """Measure the reload of a large file after a change of one title near its middle."""
    data = large.read_bytes()
    middle = data.index(b'title = "', len(data) // 2) + len(b'title = "')
    copy.write_bytes(data)
    took = []
    with Program(timeline(str(copy))) as program:
        program.wait_for(f"{count:,} events")
        program.settle()
        for n in range(times):
            copy.write_bytes(data[:middle] + f"{n} ".encode() + data[middle:])
            took.append(program.answer("r", "reloaded"))
            program.press("j")  # which clears the message
            program.settle()
    what = f"reading again after one edited event, {count:,} events"
    return [Row(what, seconds(took), "≤ 0.4 s", statistics.median(took) <= 0.4)]


def zooming(file: Path, count: int) -> list[Row]:
    """Measure zooming from 14 billion years to cells of a second and back, step by step."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(deep(count))
    steps = 60
    with Program(timeline(str(file))) as program:
        program.wait_for(f"{count:,} events")
        program.settle()
        program.press("G")
        closer = [program.press("+", 1.0) for _ in range(steps)]
        program.wait_for("maximum zoom")
        farther = [program.press("-", 1.0) for _ in range(steps)]
        program.press("V", 1.0)
        lanes = [program.press(key, 1.0) for key in "+-" for _ in range(steps)]
    taken = [burst for burst in (*closer, *farther) if burst.size]
    most = max(burst.size for burst in taken)
    return [
        pressed(f"a step of zooming, {count:,} events over 14 billion years", taken, 30),
        Row("the largest of them", f"{most:,} B", "≤ 2,000 B", most <= 2000),
        pressed("a step of zooming in the lanes of these", [burst for burst in lanes if burst.size], 30),
    ]


# -- how it is measured -------------------------------------------------------------------------------------


def command(*argv: str) -> tuple[float, float]:
    """Run a command to its end, and return seconds and the maximum resident set size in MB."""
    before = time.perf_counter()
    process = subprocess.Popen(
        argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(argv)} ended with {process.returncode}")
    return took, usage.ru_maxrss / 1024


def seconds(values: Sequence[float]) -> str:
    """Format the median of seconds."""
    return f"{statistics.median(values):.2f} s"


def pressed(what: str, bursts: Sequence[Burst], goal: float = 0) -> Row:
    """Return a row for a key; the goal, in ms, applies to the median."""
    took = [burst.last * 1000 for burst in bursts]
    middle, size = statistics.median(took), statistics.median([burst.size for burst in bursts])
    figure = f"{middle:.0f} ms, p99 {percentile(took, 0.99):.0f} ms, {size:,.0f} B"
    return Row(what, figure, f"≤ {goal:.0f} ms", middle <= goal) if goal else Row(what, figure)


def held(what: str, memory: float | None, goal: float) -> Row:
    """Return a row for memory, in MB."""
    figure = "only Linux tells" if memory is None else f"{memory:.0f} MB"
    return Row(what, figure, f"≤ {goal:.0f} MB", memory is not None and memory <= goal)


def table(rows: Sequence[Row], quick: bool) -> str:
    """Return the table, with a description of the machine."""
    lines = ["| what | measured | goal | |", "|---|---|---|---|"]
    for row in rows:
        met = {True: "met", False: "missed", None: ""}[row.met]
        lines.append(f"| {row.what} | {row.figure} | {row.goal} | {met} |")
    where = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    lines += ["", f"{where}{'; --quick' if quick else ''}; load {os.getloadavg()[0]:.1f} at the end."]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
