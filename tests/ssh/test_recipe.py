"""The account of docs/ssh.md, by a real sshd with the configuration of that document."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rawpty import RawTerminal, foreign
from server import Server, needs_sshd

from emulator import Emulator

pytestmark = [pytest.mark.pty, needs_sshd]

SECRET = "SECRET"
GONE = 2.0
"""Seconds after which no process of a dropped connection remains."""
DROPS = int(os.environ.get("TIMELINE_DROPS", "24"))
"""The number of dropped connections; 500 by the long command of fuzz/README.md."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A folder with a chronology, beside a private file."""
    folder = tmp_path_factory.mktemp("ssh")
    (folder / "chronologies").mkdir()
    (folder / "chronologies" / "one.toml").write_text(
        "".join(
            f'[[events]]\ndate = 2024-08-{n + 1:02}\ntitle = "Event {n}"\nsources = ["https://example.org/{n}"]\n'
            for n in range(30)
        )
    )
    (folder / "secret.toml").write_text(f'[[events]]\ndate = 2024-08-07\ntitle = "{SECRET}"\n')
    with Server(folder) as server:
        yield server


@pytest.fixture(autouse=True)
def _nothing_left(server: Server) -> Iterator[None]:
    yield
    assert server.none_left(GONE) == []


@pytest.mark.parametrize("compressed", [[], ["-C"]], ids=["plain", "compressed"])
def test_a_reader_logs_in_and_leaves(server: Server, tmp_path: Path, compressed: list[str]) -> None:
    with RawTerminal(server.client("-tt", *compressed), tmp_path, size=(100, 30)) as terminal:
        terminal.wait_for("30 events")
        terminal.wait_for("Event 0")
        for key, expected in (
            ("e", "programs cannot be started"), ("y", "clipboard is not available"),
            ("\x1a", "suspending is not available"), ("/even 7\r", " 6 of 30 "),
        ):  # fmt: skip
            terminal.send(key)
            wait_for_screen(terminal, expected)
        terminal.send("\x1bq")
        assert terminal.ended() == 0
    assert foreign(terminal.output) == []
    assert b"\x1b]8;" not in terminal.output
    assert b"\x1b]52;" not in terminal.output


def wait_for_screen(terminal: RawTerminal, text: str) -> None:
    """Wait until the screen shows the text, of which only changed cells may have been sent."""
    while True:
        screen = Emulator(100, 30)
        screen.show(terminal.output)
        if any(text in line for line in screen.lines):
            return
        terminal.wait_for_more(screen.lines)


@pytest.mark.parametrize(
    "command", ["cat ../secret.toml", "sh", "timeline list ../secret.toml", "-h", "exit 7"]
)
def test_another_command_is_not_run(server: Server, tmp_path: Path, command: str) -> None:
    done = subprocess.run(
        [*server.client("-T"), "--", command], capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert SECRET not in done.stdout + done.stderr
    assert "Event 7" in done.stdout  # without a terminal, the list
    assert done.returncode == 0


def test_nothing_is_transferred(server: Server, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    for argv in (
        [*server.client(program="sftp")],
        ["scp", *server.client(program="scp")[1:-1], "mine", f"{server.client()[-1]}:{tmp_path}/theirs"],
        ["scp", *server.client(program="scp")[1:-1], f"{server.client()[-1]}:{server.folder}/secret.toml", "got"],
    ):  # fmt: skip
        done = subprocess.run(
            argv, capture_output=True, check=False, timeout=60, cwd=tmp_path, stdin=subprocess.DEVNULL
        )
        assert done.returncode != 0, argv
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine"]


@pytest.mark.parametrize("option", ["-L", "-R"])
def test_no_port_is_forwarded(server: Server, tmp_path: Path, option: str) -> None:
    words = ["-o", "ExitOnForwardFailure=yes", option, f"127.0.0.1:{server.port + 1}:127.0.0.1:{server.port}"]
    argv = server.client()
    done = subprocess.Popen(
        [argv[0], *words, "-N", *argv[1:]],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        if option == "-L":  # the client listens anyway, and is refused on the first connection
            _, error = _knock(done, server.port + 1)
        else:
            _, error = done.communicate(timeout=60)
            assert done.returncode != 0
        assert re.search("administratively prohibited|forwarding failed|open failed|reset|^$", error)
    finally:
        done.kill()
        done.wait()


def _knock(client: subprocess.Popen[str], port: int) -> tuple[bytes, str]:
    """Return what arrives from a forwarded port, and the client's messages."""
    import socket

    end = time.monotonic() + 60
    while time.monotonic() < end:
        with socket.socket() as knock:
            if not knock.connect_ex(("127.0.0.1", port)):
                came = b""
                try:
                    knock.settimeout(10)
                    came = knock.recv(100)
                except OSError:
                    pass
                assert b"SSH-2.0" not in came
                client.kill()
                assert client.stderr is not None
                return came, client.stderr.read()
        time.sleep(0.02)
    raise AssertionError("the client does not listen")


def test_variables_sent_by_the_client_have_no_effect(server: Server, tmp_path: Path) -> None:
    hostile = {
        "PYTHONSTARTUP": "x", "PYTHONINSPECT": "1", "PYTHONPATH": str(tmp_path), "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_LOG": str(tmp_path / "log"), "TEXTUAL_SCREENSHOT": "1", "EDITOR": f"touch {tmp_path}/edited",
        "TIMELINE_FILE": "../secret.toml", "LANG": "/../x", "TERM": "$(touch made)",
    }  # fmt: skip
    (tmp_path / "textual.py").write_text("raise SystemExit(9)")
    options = [word for name in hostile for word in ("-o", f"SendEnv={name}")]
    argv = server.client("-tt")
    with RawTerminal([argv[0], *options, *argv[1:]], tmp_path, env=hostile) as terminal:
        assert terminal.ended() in (0, 1, 2)  # an unknown terminal gets the list
    assert sorted(path.name for path in tmp_path.iterdir()) == ["textual.py"]
    assert SECRET.encode() not in terminal.output
    assert foreign(terminal.output) == []


@pytest.mark.parametrize(
    "way", ["killed", "terminal gone", "stopped and killed", "no terminal", "closed input", "sftp"]
)
def test_a_dropped_connection_leaves_no_process(server: Server, tmp_path: Path, way: str) -> None:
    for n in range(max(1, DROPS // 6)):
        if way in ("no terminal", "closed input", "sftp"):
            words = {"no terminal": ["-T"], "closed input": ["-tt"], "sftp": ["-s", "sftp"]}[way]
            process = subprocess.Popen(
                server.client(*words), stdin=subprocess.PIPE, cwd=tmp_path,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            if way == "closed input":
                assert process.stdin is not None
                process.stdin.close()
            while n % 2 and process.poll() is None and not server.processes():
                time.sleep(0.01)
            process.kill()
            process.wait()
            continue
        with RawTerminal(server.client("-tt"), tmp_path) as terminal:
            if n % 3:
                terminal.wait_for("30 events")
                terminal.send("jjjGg/even" if n % 2 else "f")
            if way == "stopped and killed":
                terminal.process.send_signal(signal.SIGSTOP)
                terminal.send("jjjj")
            if way != "terminal gone":
                terminal.process.send_signal(signal.SIGKILL)
        if n % 10 == 0:
            assert server.none_left(20) == []
    assert server.none_left(GONE) == []


@pytest.mark.skipif(DROPS < 100, reason="it takes a minute or two: TIMELINE_DROPS=100")
def test_the_server_ends_a_stalled_connection(server: Server, tmp_path: Path) -> None:
    with RawTerminal(server.client("-tt"), tmp_path) as terminal:
        terminal.wait_for("30 events")
        terminal.process.send_signal(signal.SIGSTOP)
        assert server.none_left(150) == []


def test_the_load_benchmark_runs_and_leaves_no_process(tmp_path: Path) -> None:
    """bench/ssh_load.py runs and leaves no process; its figures need an idle machine."""
    bench = Path(__file__).parents[2] / "bench"
    argv = [sys.executable, str(bench / "ssh_load.py"), "--sessions", "4", "--seconds", "2", "--idle", "1"]
    done = subprocess.run(argv, capture_output=True, text=True, check=True, timeout=120, cwd=tmp_path)
    assert "| 4 sessions, 1,000 events" in done.stdout
    assert "| processes two seconds after all have hung up | 0 | 0 |" in done.stdout
