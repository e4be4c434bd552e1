"""The command line as a process: pipes, interrupts, encodings, terminals, imports."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "src"
TIMELINE = [sys.executable, "-m", "timeline_tui"]


def run(*arguments: str, **given: str) -> subprocess.CompletedProcess[bytes]:
    """Run `timeline` with a small environment and no terminal."""
    return subprocess.run([*TIMELINE, *arguments], capture_output=True, env=_environment(given), check=False)


def _environment(given: dict[str, str]) -> dict[str, str]:
    plain = {
        "PATH": os.environ["PATH"],
        "HOME": str(Path.cwd()),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(SOURCE),
    }
    return plain | given


def on_a_terminal(*arguments: str, stdin: bytes | None = None, **given: str) -> tuple[int, str]:
    """Run `timeline` with a terminal for its output, and for its input unless `stdin` is given."""
    main, side = pty.openpty()
    process = subprocess.Popen(
        [*TIMELINE, *arguments],
        stdin=side if stdin is None else subprocess.PIPE,
        stdout=side,
        stderr=side,
        env=_environment({"TERM": "xterm", **given}),
        start_new_session=True,
    )
    os.close(side)
    if process.stdin is not None:
        process.stdin.write(stdin or b"")
        process.stdin.close()
    shown = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(main)
    return process.wait(), shown.decode()


def test_a_closed_pipe_is_quiet() -> None:
    Path("many.toml").write_text(
        "".join(f'[[events]]\ndate = 2024-08-07\ntitle = "{n}"\n' for n in range(5000))
    )
    command = f"{sys.executable} -m timeline_tui list many.toml | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=_environment({}), check=False)
    assert done.stdout.splitlines()[1] == b"141"
    assert done.stderr == b""


def test_a_full_disk_is_reported() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*TIMELINE, "list"], stdout=full, stderr=subprocess.PIPE, env=_environment({}), check=False
        )
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert b"Exception" not in done.stderr


def test_an_interrupt_is_quiet() -> None:
    process = subprocess.Popen(
        [*TIMELINE, "list", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment({}),
        # A shell's background job ignores it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    _until_reading(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


def _until_reading(pid: int) -> None:
    """Wait until the process waits for its standard input."""
    for _ in range(6000):
        if (
            "pipe" in Path(f"/proc/{pid}/wchan").read_text()
            and Path(f"/proc/{pid}/stat").read_text().split()[2] == "S"
        ):
            return
        time.sleep(0.01)
    raise AssertionError("it does not read")


@pytest.mark.parametrize(
    "given", [{"LANG": "C"}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}]
)
@pytest.mark.parametrize("name", ["text", "json", "jsonl", "csv", "markdown"])
def test_no_encoding_crashes(given: dict[str, str], name: str) -> None:
    Path("a.toml").write_text('[[events]]\ndate = 2024-08-07\ntitle = "Żółć 日本 é"\n', encoding="utf-8")
    done = run("list", "a.toml", "--format", name, **given)
    assert done.returncode == 0
    assert done.stderr == b""
    if name != "text" or "PYTHONIOENCODING" not in given:  # a pipe takes whole names
        assert "Żółć 日本 é" in done.stdout.decode()


def test_the_version() -> None:
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"timeline 0.")


def test_without_a_command_a_pipe_gets_the_list(kursk: str) -> None:
    bare, listed = run(kursk, "-q", "tag:drone"), run("list", kursk, "-q", "tag:drone")
    assert bare.stdout == listed.stdout == b"2024-08~\tgains\tBloggers report gains\n"
    assert bare.returncode == 0


def test_standard_input(kursk: str) -> None:
    done = subprocess.run(
        [*TIMELINE, "list", "-", "tag:drone"],
        input=Path(kursk).read_bytes(),
        capture_output=True,
        env=_environment({}),
        check=False,
    )
    assert done.stdout == b"2024-08~\tgains\tBloggers report gains\n"


@pytest.mark.parametrize("term", ["dumb", ""])
def test_an_incapable_terminal_gets_the_list(kursk: str, term: str) -> None:
    code, shown = on_a_terminal(kursk, TERM=term)
    assert code == 0
    assert "this terminal cannot show the browser" in shown
    assert "Putin speaks" in shown
    assert "\x1b" not in shown


def test_without_a_keyboard_the_list_is_printed(kursk: str) -> None:
    code, shown = on_a_terminal(kursk, stdin=b"")
    assert code == 0
    assert "standard input is not a terminal" in shown
    assert "Putin speaks" in shown


def test_standard_input_needs_a_terminal_for_keys(kursk: str) -> None:
    code, shown = on_a_terminal("-", stdin=Path(kursk).read_bytes())
    assert code == 2
    assert "no terminal to read keys from" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-q", "actr:x"], "no field 'actr'"),
        (["--at", "the day"], "--at the day: "),
        (["nosuch.toml"], "nosuch.toml: no such file or folder"),
        (["lits"], "did you mean the command `list`?"),
    ],
)
def test_mistakes_are_reported_before_the_browser_starts(arguments: list[str], message: str) -> None:
    code, shown = on_a_terminal(*arguments)
    assert code == 2
    assert message in shown
    assert "\x1b" not in shown


def test_list_does_not_import_the_browser() -> None:
    code = (
        "import sys; from timeline_tui.cli import main; main(['list']); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=_environment({}), check=True, text=True
    )
    imported = {name.partition(".")[0] for name in done.stderr.split()}
    assert not imported & {"textual", "rich", "asyncio"}


EARLY = """
import os, signal, sys

class Impatient:
    def find_spec(self, name, *_):
        if name == "timeline_tui.cli.arguments":  # the user presses Ctrl-C while it is imported
            os.kill(os.getpid(), signal.SIGINT)

sys.argv = ["timeline", "list"]
sys.meta_path.insert(0, Impatient())
IGNORED
from timeline_tui.__main__ import run
run()
"""


@pytest.mark.parametrize("name", ["timeline_tui.cli", "timeline_tui.cli.arguments"])
def test_ctrl_c_during_startup_prints_no_traceback(name: str) -> None:
    script = EARLY.replace("timeline_tui.cli.arguments", name).replace(
        "IGNORED", "signal.signal(signal.SIGINT, signal.default_int_handler)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode in (-signal.SIGINT, 130)
    assert done.stderr == ""


def test_a_ctrl_c_that_is_ignored_stays_so() -> None:
    script = EARLY.replace("IGNORED", "signal.signal(signal.SIGINT, signal.SIG_IGN)")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


NOTE_HANDLER = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.endswith(".column_chunk"):
            print(signal.getsignal(signal.SIGINT) is signal.SIG_DFL)

sys.meta_path.insert(0, Finder())
from timeline_tui.cli import main
main(["check", sys.argv[1]])
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
"""


def test_no_ctrl_c_is_raised_while_structs_are_defined() -> None:
    """It would end the process with SIGSEGV inside msgspec."""
    example = str(Path(__file__).parents[3] / "data" / "events.toml")
    done = subprocess.run(
        [sys.executable, "-c", NOTE_HANDLER, example], capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "True"
    assert lines[-1] == "True"
