"""The header's title for files without a common title."""

from __future__ import annotations

import pytest

from timeline_tui.ui.browser.display import files_named


@pytest.mark.parametrize(
    ("paths", "name"),
    [
        ((), ""),
        (("notes/kursk.toml",), "notes/kursk.toml"),
        (("./api.toml", "./db.toml"), "2 files"),
        (("/srv/incident-42/api.toml", "/srv/incident-42/db.toml"), "2 files in incident-42"),
        (("a/x.toml", "b/x.toml"), "2 files"),
        (("../x.toml", "../y.toml"), "2 files"),
        (("a\x1b[2J/x.toml", "a\x1b[2J/y.toml"), "2 files in a^[[2J"),
    ],
)  # fmt: skip
def test_files_are_named_in_short(paths: tuple[str, ...], name: str) -> None:
    assert files_named(paths) == name
