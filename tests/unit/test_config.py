"""Settings: valid ones are used, invalid ones reported, and none is fatal."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_tui.config import Config, config_path, load_config, parse_config


def test_every_setting_is_read() -> None:
    text = b"""
file = "/notes"
theme = "ansi-light"
date_order = "mdy"
[keys]
"list.down" = "j,down"
"filter.edit" = ["/", "ctrl+f"]
list.up = "k"
"""
    config, problems = parse_config(text, "c.toml")
    assert problems == ()
    keys = (("list.down", "j,down"), ("filter.edit", "/,ctrl+f"), ("list.up", "k"))
    assert (config.file, config.theme) == ("/notes", "ansi-light")
    assert config.date_order == "mdy"
    assert sorted(config.keys) == sorted(keys)


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    assert parse_config(b'file = "~/notes"', "c")[0].file == "/home/somebody/notes"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (b"\nthem = 'x'", 2, "unknown setting `them` (did you mean `theme`?)"),
        (b"theme = 3", 1, "`theme` is 3, not a text"),
        (b"file = ['a']", 1, "`file` is ['a'], not a text"),
        (b"date_order = 'dym'", 1, '`date_order` is \'dym\' (write "dmy", "mdy" or "ymd")'),
        (b"date_order = ['dmy']", 1, "`date_order` is ['dmy']"),
        (b"keys = 'x'", 1, "`keys` is 'x', not a table"),
        (b"[keys]\n'list.down' = 3", 2, "the keys of `list.down` are 3"),
        (b"[keys]\nlist.down = []", 2, "the keys of `list.down` are []"),
        (b"[keys]\n\nx = [1]", 3, "the keys of `x` are [1]"),
        (b"a = 1\nfile = ", 2, "invalid TOML"),
        (b"\xff", 0, "this is not UTF-8"),
    ],
)
def test_invalid_settings_are_reported(text: bytes, line: int, message: str) -> None:
    config, problems = parse_config(text, "c.toml")
    assert config == Config()
    assert message in str(problems[0])
    assert problems[0].line == line
    assert all(problem.severity == "warning" for problem in problems)


def test_valid_settings_beside_invalid_ones_are_kept() -> None:
    config, problems = parse_config(b"theme = 'x'\nfile = 3\n[keys]\na = 'j'\nb = 4", "c")
    assert config == Config("", "x", (("a", "j"),))
    assert len(problems) == 2


@pytest.mark.parametrize("depth", [200, 100_000])
def test_deep_nesting_is_reported(depth: int) -> None:
    config, (problem,) = parse_config(b"file = " + b"[" * depth + b"]" * depth, "c")
    assert config == Config()
    assert (problem.line, problem.code) == (1, "config")


def test_the_path_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_path({}) == tmp_path / "timeline" / "config.toml"
    assert config_path({"TIMELINE_CONFIG": "/x.toml"}) == Path("/x.toml")
    assert load_config({}) == (Config(), ())


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    config, problems = load_config({"TIMELINE_CONFIG": str(tmp_path / "nosuch")})
    assert config == Config()
    assert "there is no such file" in str(problems[0])


def test_the_file_is_read_up_to_a_maximum_size(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text("theme = 'x'")
    assert load_config({"TIMELINE_CONFIG": str(path)})[0].theme == "x"
    path.write_bytes(b"#" * 2_000_000)
    assert "more than" in str(load_config({"TIMELINE_CONFIG": str(path)})[1][0])


def test_a_device_is_not_read() -> None:
    config, _ = load_config({"TIMELINE_CONFIG": "/dev/zero"})
    assert config == Config()
