"""Whatever a path leads to, reading ends at once with bytes or with one problem that says what it is."""

from __future__ import annotations

import io
import os
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline_tui.load.sources import expand, read, walk


def code(path: Path | str, *, limit: int = 1 << 30) -> str:
    data, problems = read(str(path), limit=limit)
    assert data is None
    (problem,) = problems
    assert problem.path == str(path)
    assert problem.message
    return problem.code


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\n")
    assert read(str(path)) == (b"a = 1\r\n", ())
    path.write_bytes(b"")
    assert read(str(path)) == (b"", ())
    path.write_bytes(b"x" * 3_000_000)
    assert read(str(path), limit=3_000_000)[0] == b"x" * 3_000_000


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert code(tmp_path / "pipe") == "file-special"
    assert code(tmp_path) == "file-special"
    assert code("/dev/zero") == "file-special"
    assert code(loop) == "file-unreadable"
    assert code(tmp_path / "none") == "file-missing"
    assert code(tmp_path / "none" / "x") == "file-missing"
    assert code("a\0b") == "file-unreadable"


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        assert code("s") == "file-special"


def test_a_file_without_permission() -> None:
    # Not in `tmp_path`: only its owner can open that.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder, "a.toml")
        path.write_text("a = 1")
        path.chmod(0)
        assert as_another_user(lambda: code(path)) == "file-unreadable"


def as_another_user(what: Callable[[], str]) -> str:
    """What it gives without root's right to read everything: in a child process where root runs the tests."""
    if os.geteuid() != 0:
        return what()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.seteuid(65534)
            os.write(writing, what().encode())
        except BaseException as error:
            os.write(writing, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        reported = pipe.read().decode()
    os.waitpid(child, 0)
    return reported


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.toml"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    assert code(path) == "file-too-big"
    path.write_bytes(b"12345")
    assert code(path, limit=4) == "file-too-big"
    assert read(str(path), limit=5)[0] == b"12345"


def test_a_file_that_says_it_is_empty_is_read() -> None:
    data, problems = read("/proc/self/status")
    assert not problems
    assert data
    assert b"Pid:" in data
    assert code("/proc/self/status", limit=10) == "file-too-big"


def test_other_encodings_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"):
        path.write_bytes('title = "one"\n'.encode(encoding))
        _, (problem,) = read(str(path))
        assert problem.code == "file-encoding"
        assert encoding[:6].upper() in problem.message


def test_standard_input_is_a_stream() -> None:
    assert read("-", stdin=io.BytesIO(b"a = 1")) == (b"a = 1", ())
    data, (problem,) = read("-", stdin=io.BytesIO(b"a = 1"), limit=3)
    assert data is None
    assert problem.code == "file-too-big"


def test_standard_input_may_be_a_pipe() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"a = 1\n")
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        assert read("-", stdin=stream) == (b"a = 1\n", ())


def test_a_folder_is_every_toml_file_below_it_sorted(tmp_path: Path) -> None:
    for name in ("b.toml", "a/z.toml", "a/b/c.TOML", "a-b.toml", "x.txt", ".hidden.toml", ".git/c.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    top = str(tmp_path)
    paths, problems = expand([top, f"{top}/b.toml", "-", f"{top}/none.toml", "-", f"{top}/none.toml"])
    names = [path.removeprefix(top + "/") for path in paths]
    assert names == ["a/b/c.TOML", "a/z.toml", "a-b.toml", "b.toml", "-", "none.toml"]
    assert not problems


def test_a_folder_without_files_is_a_problem(tmp_path: Path) -> None:
    paths, (problem,) = expand([str(tmp_path)])
    assert paths == []
    assert problem.code == "folder-empty"


def test_a_link_to_nothing_below_a_folder_is_reported_when_read(tmp_path: Path) -> None:
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    paths, problems = expand([str(tmp_path)])
    assert not problems
    assert [code(path) for path in paths] == ["file-missing"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
def test_folders_of_the_system_are_not_looked_into(tmp_path: Path) -> None:
    """They lead to every file there is, through every process: `list /proc` took minutes."""
    (tmp_path / "link").symlink_to("/proc")
    (tmp_path / "a.toml").touch()
    for argument, found in (("/proc", []), (str(tmp_path), [str(tmp_path / "a.toml")])):
        steps = list(walk(argument))
        assert [step for step in steps if isinstance(step, str)] == found
        assert len(steps) < 5
        (problem,) = expand([argument])[1]
        assert problem.code == "file-special"
        assert "made up by the system" in problem.message
