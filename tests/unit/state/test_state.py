"""Marks, filters and the last place are kept between sessions, for any failure of process or disk."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.state import FILTERS, VERSION, Change, State, StateFile, atomic_write, kept

KILLS = int(os.environ.get("TIMELINE_KILLS", "12"))
"""Rounds in which writers are killed; 1,000 by the long command of fuzz/README.md."""


def state_of(path: Path) -> tuple[StateFile, list[str]]:
    errors: list[str] = []
    return StateFile(path, ["/a.toml"], errors.append), errors


def test_changes_are_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "state" / "timeline" / "a.json"
    one, errors = state_of(path)
    assert one.read() == State()
    one.change(Change(marked=("x", "y"), filters=("peace",), place="y"))
    one.change(Change(unmarked=("x",), filters=("war", "peace")))
    other, _ = state_of(path)
    assert other.read() == State(1, ("/a.toml",), ("y",), ("war", "peace"), "y")
    assert errors == []
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_an_empty_change_writes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    state_of(path)[0].change(Change())
    assert list(tmp_path.iterdir()) == []


IDS = st.sampled_from(["a", "b", "ü", "\n", '"', "x" * 3000])
CHANGES = st.builds(
    Change,
    st.lists(IDS, max_size=3).map(tuple),
    st.lists(IDS, max_size=3).map(tuple),
    st.lists(IDS, max_size=3).map(tuple),
    st.none() | IDS,
)


@given(st.lists(CHANGES, max_size=6))
def test_changes_one_after_the_other(tmp_path_factory: pytest.TempPathFactory, changes: list[Change]) -> None:
    path = tmp_path_factory.mktemp("state") / "a.json"
    one, errors = state_of(path)
    marks: dict[str, None] = {}
    for change in changes:
        one.change(change)
        marks.update(dict.fromkeys(change.marked))
        for gone in change.unmarked:
            marks.pop(gone, None)
    found = one.read()
    assert list(found.marks) == [mark for mark in marks if len(mark) < 3000]
    assert len(found.filters) == len({*found.filters}) <= FILTERS
    filters = [text for change in changes for text in change.filters if len(text) < 3000]
    assert [*found.filters] == [text for n, text in enumerate(filters) if text not in filters[n + 1 :]]
    assert errors == []


def test_concurrent_sessions_keep_the_changes_of_both(tmp_path: Path) -> None:
    path = tmp_path / "a.json"

    def session(name: str) -> None:
        one, errors = state_of(path)
        for n in range(40):
            one.change(Change(marked=(f"{name}{n}",), filters=(f"{name}{n}",)))
        assert errors == []

    threads = [threading.Thread(target=session, args=name) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = state_of(path)[0].read()
    assert {*found.marks} == {*found.filters} == {f"{name}{n}" for name in "ab" for n in range(40)}
    for name in "ab":
        mine = [mark for mark in found.marks if mark.startswith(name)]
        assert mine == [f"{name}{n}" for n in range(40)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"marks": 5}',
        b"\0" * 100,
        b"x" * 5_000_000,
        b'{"x":' + b"[" * 200_000,
        b'{"place":"\xff"}',
    ],
)
def test_an_unreadable_file_is_set_aside_and_reported(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    (tmp_path / "a.broken-1.json").write_text("of an earlier time")
    one, errors = state_of(path)
    assert one.read() == State()
    assert errors == [
        f"marks and filters could not be read: what was there is in {tmp_path / 'a.broken-2.json'}"
    ]
    assert (tmp_path / "a.broken-2.json").read_bytes() == data
    one.change(Change(marked=("x",)))
    assert one.read().marks == ("x",)
    assert (tmp_path / "a.broken-1.json").read_text() == "of an earlier time"


def test_a_file_of_a_later_version_is_read_but_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"version": VERSION + 1, "marks": ["x"], "more": {"new": 1}}))
    before = path.read_bytes()
    one, errors = state_of(path)
    assert one.read().marks == ("x",)
    one.change(Change(marked=("y",)))
    assert path.read_bytes() == before
    assert len(errors) == 1
    assert "later version" in errors[0]


def test_an_unknown_format_of_a_later_version_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"version": VERSION + 1, "marks": [{"id": "x"}]}))
    before = path.read_bytes()
    one, errors = state_of(path)
    assert one.read().marks == ()
    one.change(Change(marked=("y",)))
    assert path.read_bytes() == before
    assert len(errors) == 1


def test_a_pipe_in_place_of_the_file_does_not_block(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    os.mkfifo(path)
    one, errors = state_of(path)
    assert one.read() == State()
    assert "could not be read" in errors[0]


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.lock").symlink_to(tmp_path / "other")
    one, errors = state_of(tmp_path / "a.json")
    assert not one.change(Change(marked=("x",)))
    assert len(errors) == 1
    assert not (tmp_path / "other").exists()


def test_many_marks_are_read_again(tmp_path: Path) -> None:
    one, errors = state_of(tmp_path / "a.json")
    one.change(Change(marked=tuple([f"{n} {'x' * 100}" for n in range(50_000)])))
    assert len(one.read().marks) == 50_000
    assert errors == []


def test_it_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(file: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
        fsync(file)

    def replaced(self: Path, target: Path) -> Path:
        done.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    state_of(tmp_path / "a.json")[0].change(Change(marked=("x",)))
    assert done == ["file", "name", "folder"]


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_with_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    one, errors = state_of(tmp_path / "a.json")
    one.change(Change(marked=("x",)))

    def fails(*_: object) -> int:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fails)
        assert not one.change(Change(marked=("y",)))
    assert one.read().marks == ("x",)
    assert errors == [f"cannot save marks: {tmp_path / 'a.json'}: Input/output error"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.json", "a.lock"]


def test_a_lock_held_by_another_process_is_reported(tmp_path: Path) -> None:
    import fcntl

    path = tmp_path / "a.json"
    one, errors = state_of(path)
    one.change(Change(marked=("x",)))
    with (tmp_path / "a.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        one.change(Change(marked=("y",)))
    assert one.read().marks == ("x",)
    assert errors == [f"cannot save marks: {path}: another session holds it"]


def test_a_folder_that_cannot_be_created_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    one, errors = state_of(tmp_path / "file" / "a.json")
    assert one.read() == State()
    one.change(Change(marked=("x",)))
    assert len(errors) == 2
    assert all(line.startswith("cannot") and "marks" in line for line in errors)


@pytest.mark.parametrize("option", ["size=64k", "ro"])
def test_a_full_or_read_only_disk_keeps_the_old_file(tmp_path: Path, option: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        path = disk / "a.json"
        one, errors = state_of(path)
        one.change(Change(marked=("x",)))
        if option == "ro":
            subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        else:
            with pytest.raises(OSError, match="No space"):
                _fill(disk / "full")
        one.change(Change(marked=tuple([f"mark {n}" for n in range(2000)])))
        assert one.read().marks == ("x",)
        assert len(errors) == 1
        assert "cannot save marks" in errors[0]
        assert sorted(each.name for each in disk.iterdir() if each.name != "full") == ["a.json", "a.lock"]
    finally:
        subprocess.run(["umount", disk], check=True)


def _fill(path: Path) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(file, b"x" * 4096)
    finally:
        os.close(file)


WRITER = """
import sys
from pathlib import Path
from timeline_tui.state import Change, StateFile

errors = []
one = StateFile(Path(sys.argv[1]), ["/a.toml"], errors.append)
for n in range(10**6):
    while True:  # the other may have had the lock all the time
        one.change(Change(marked=(f"{sys.argv[2]}-{n}",), filters=("x" * 1500,)))
        if not errors:
            break
        errors.clear()
    print(n, flush=True)
"""


def test_killed_writers_leave_a_complete_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    chance = random.Random(3)
    certain: set[str] = set()
    for turn in range(KILLS):
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, path, f"{turn}{name}"], stdout=subprocess.PIPE)
            for name in "ab"
        ]
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline()  # it has begun to write
        for name, writer in zip("ab", writers, strict=True):
            threading.Event().wait(chance.random() * 0.01)
            writer.send_signal(signal.SIGKILL)
            shown = writer.communicate()[0].decode().split()
            done = max([0, *(int(n) for n in shown if n.isdigit())])
            certain.update(f"{turn}{name}-{n}" for n in range(done))
        one, errors = state_of(path)
        assert certain <= {*one.read().marks}, turn
        assert errors == []
        if turn % 50 == 49:  # otherwise there would be a million marks
            path.unlink()
            certain.clear()
    one.change(Change(marked=("last",)))
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "a.json",
        "a.lock",
    ]  # and no partly written file


def test_each_set_of_files_has_its_own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    errors: list[str] = []
    one = kept(["b.toml", "./a.toml"], errors.append)
    assert one is not None
    one.change(Change(marked=("x",)))
    (tmp_path / "link").symlink_to(tmp_path / "a.toml")
    same = kept([str(tmp_path / "link"), "b.toml"], errors.append)
    assert same is not None
    assert same.read().marks == ("x",)
    assert same.read().files == (str(tmp_path / "a.toml"), str(tmp_path / "b.toml"))
    other = kept(["a.toml"], errors.append)
    assert other is not None
    assert other.read() == State()
    assert kept(["-"], errors.append) is None
    assert kept(["../../x \x1b.toml"], errors.append) is not None
    assert errors == []


def test_no_broken_file_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for number in range(1, 1001):
        (tmp_path / f"a.broken-{number}.json").write_text(str(number))
    path.write_text("broken")
    aside = atomic_write.set_aside(path)
    assert aside.name == "a.broken-1001.json"
    assert (tmp_path / "a.broken-999.json").read_text() == "999"
