"""What is read has limits: what is above is reported with its place, and the rest is shown."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.cli import main
from timeline_tui.load import limits, load, load_bytes, preflight, sources, toml_blocks
from timeline_tui.load.limits import SECURE, Limits, raised

EVENT = '[[events]]\ndate = 2024-08-07\ntitle = "Event"\n'


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_now", Limits(file=2000, total=2000, files=3, tables=41, table=500))


def reported(*paths: Path) -> tuple[int, list[tuple[str, int, str]]]:
    loaded = load([str(path) for path in paths])
    return len(loaded.chronology.events), [(Path(p.path).name, p.line, p.code) for p in loaded.problems]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("before", ["", '[[sources]]\nid = "s"\n', '[timeline]\ntitle = "x"\n'])
def test_a_table_that_is_too_long(tmp_path: Path, before: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'{before}{EVENT}[[events]]\ntitle = "x"\nsummary = "{"y" * 600}"\n{EVENT}')
    line = before.count("\n") + 4
    assert reported(path) == (3, [("a.toml", line, "toml-too-long")])
    lost = load([str(path)]).chronology.events[-1]
    assert lost.title == f"(unreadable: line {line})"
    assert "y" * 600 in lost.extra[0][1]


@pytest.mark.usefixtures("few")
def test_other_tables_that_are_too_long(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'[[actors]]\nid = "a"\nname = "{"y" * 600}"\n{EVENT}')
    assert reported(path) == (1, [("a.toml", 1, "toml-too-long")])


@pytest.mark.usefixtures("few")
def test_files(tmp_path: Path) -> None:
    for name, text in (("a", EVENT * 42), ("b", " [[x]]\n" * 42 + EVENT), ("c", EVENT * 20), ("d", EVENT)):
        (tmp_path / f"{name}.toml").write_text(text)
    count, problems = reported(tmp_path)
    assert count == 20
    assert sorted(problems) == [(f"{name}.toml", 0, "file-too-big") for name in "abd"]
    (tmp_path / "a.toml").unlink()
    (tmp_path / "b.toml").write_text(EVENT * 20)
    count, problems = reported(tmp_path)
    assert (count, problems) == (41, [])


def test_a_vast_folder_is_not_walked_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_STEPS", 1)
    monkeypatch.setattr(limits, "_now", Limits(files=5))
    for n in range(9):
        (tmp_path / f"{n}.toml").write_text(EVENT)
    count, problems = reported(tmp_path)
    assert count == 5
    assert problems == [(tmp_path.name, 0, "file-too-big")]


@pytest.mark.usefixtures("few")
def test_all_together(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.toml").write_text(EVENT * 20)
    assert reported(tmp_path) == (40, [("c.toml", 0, "file-too-big")])


def test_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_now", Limits(values=200))
    (tmp_path / "a.toml").write_text(f"{EVENT}x = [{'1,' * 99}]\n")
    (tmp_path / "b.toml").write_text(f"{EVENT}x = [{'{},' * 44}]\n")
    (tmp_path / "c.toml").write_text(f"{EVENT}x = [{'[],' * 50}]\n")
    assert reported(tmp_path)[0] == 2
    assert reported(tmp_path)[1][0] == ("c.toml", 0, "file-too-big")


@given(st.lists(st.text("[]{}=,a1\n'", max_size=60), max_size=6), st.integers(0, 99))
def test_nothing_is_counted_too_low(texts: list[str], most: int) -> None:
    """However rough the look: what is taken never has more than the most, and what is refused would."""
    amount, taken = preflight.Amount(most, 1, preflight.values), 0
    for text in texts:
        more = preflight.values(text.encode())
        assert amount.take(text.encode()) == (taken + more <= most)
        taken += more if taken + more <= most else 0


def test_they_are_raised_one_by_one() -> None:
    assert raised(Limits(), "file=2G").file == 2 << 30
    assert raised(SECURE, "tables=900k").tables == 900 << 10
    assert raised(Limits(), "files=7") == Limits(files=7)
    for wrong in ("file", "file=", "file=x", "other=1", "file=-1", "file=1T", "=1", "file=1\n"):
        with pytest.raises(ValueError, match="write one of file total files tables values table"):
            raised(Limits(), wrong)


def test_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(limits, "_now", Limits())
    path = tmp_path / "a.toml"
    path.write_text(EVENT * 3)
    assert main(["check", str(path), "--limit", "file=10", "--limit", "table=1M"]) == 1
    assert "at most 10 are read" in capsys.readouterr().out
    assert limits.now() == Limits(file=10, table=1 << 20)
    assert main(["check", str(path), "--limit", "many"]) == 2
    assert "--limit many: write one of" in capsys.readouterr().err


def test_the_documents_list_them() -> None:
    text = (Path(__file__).parents[3] / "docs" / "cli.md").read_text(encoding="utf-8")
    for name in Limits._fields:
        assert f"| `{name}` |" in text


def test_those_of_secure_mode_are_as_documented() -> None:
    text = (Path(__file__).parents[3] / "docs" / "cli.md").read_text(encoding="utf-8")
    shown = {"file": "64M", "total": "256M", "files": "1,000", "tables": "200,000", "table": "1M"}
    assert raised(SECURE, "file=64M") == SECURE
    assert (SECURE.total, SECURE.files, SECURE.tables, SECURE.table) == (256 << 20, 1000, 200_000, 1 << 20)
    for name, most in shown.items():
        assert any(
            line.startswith(f"| `{name}` |") and line.endswith(f"| {most} |") for line in text.splitlines()
        )


def test_rows_of_an_array_are_no_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_now", Limits(tables=3))
    path = tmp_path / "a.toml"
    path.write_text(f"{EVENT}tags = [\n[1],\n[2],\n[3],\n[4]\n]\n")
    assert reported(path)[0] == 1


def test_folders_inside_each_other_without_end(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(sources._DEEPEST + 5):
        (folder / "a.toml").write_text(EVENT)
        folder /= "d"
        folder.mkdir()
    count, problems = reported(tmp_path)
    assert count == sources._DEEPEST + 1
    assert problems == [("d", 0, "file-too-big")]


def test_mistakes_without_end_cost_no_more_than_the_first(tmp_path: Path) -> None:
    """Each takes many times the memory of its text, and the first hundred are reported."""
    for before in ("", '[[events]]\ndate = 2024\n["a" b]\n', EVENT):
        (tmp_path / "a.toml").write_text(before + "a=\n" * 5_000)
        loaded = load([str(tmp_path)])
        assert len(loaded.problems) < 200
        last = [
            table.faults[-1]
            for table in toml_blocks.tables((before + "a=\n" * 5_000).encode())
            if table.faults
        ]
        assert "the rest of this table" in last[-1].message


@pytest.mark.parametrize(
    "shape",
    [
        "[[x]]\n",
        " [[x]]\n",
        "[x]\n",
        "x%d = 1\n",
        "[[event]]\n",
        '[[actors]]\nid = "a%d"\nmember_of = ["b%d"]\n',
    ],
)
def test_what_is_wrong_many_times_takes_no_longer_each(shape: str) -> None:
    def seconds(count: int) -> float:
        data = "".join([shape.replace("%d", str(n)) for n in range(count)]).encode()
        begun = time.process_time()
        load_bytes(data)
        return time.process_time() - begun

    seconds(100)
    assert seconds(8_000) < 16 * max(0.05, seconds(1_000))  # eight times as many; quadratic were 64 times


def test_unknown_keys_without_end() -> None:
    """All are kept; the first hundred are reported one by one."""
    keys = "".join(f"k{n} = {n}\n" for n in range(20_000))
    begun = time.perf_counter()
    loaded = load_bytes(f"{EVENT}{keys}{EVENT}".encode())
    assert time.perf_counter() - begun < 5
    assert len(loaded.chronology.events[0].extra) == 20_000
    assert len(loaded.problems) == 101
    assert "19,900 more unknown keys" in "".join(p.message for p in loaded.problems)
