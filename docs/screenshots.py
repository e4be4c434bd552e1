"""Makes the pictures of the README from the running program: `python docs/screenshots.py`."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

from timeline_tui.cli import main
from timeline_tui.config import Config
from timeline_tui.ui.app import TimelineApp
from timeline_tui.ui.loading import FileLoader

HERE = Path(__file__).parent

SHOTS: dict[str, tuple[tuple[int, int], str, tuple[str, ...]]] = {
    "browser": ((120, 36), "data/events.toml", ("j",) * 7),
    "lanes": ((120, 28), "docs/img/rome.toml", ("V", "g", "j", "j", "l")),
    "broken": ((100, 24), "docs/img/broken.toml", ("G",)),
}
"""Name -> size, file, keys."""


async def shoot(name: str) -> None:
    """Press the keys and write `img/NAME.svg`, which asks no other host for a font."""
    size, path, keys = SHOTS[name]
    app = TimelineApp(FileLoader([path]), Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        svg = app.export_screenshot(title=f"timeline {path}")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    (HERE / "img" / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    os.environ["LANG"] = "C.UTF-8"
    os.chdir(HERE.parent)
    for shot in SHOTS:
        asyncio.run(shoot(shot))
    main(["axis", "docs/img/rome.toml", "--svg", "docs/img/axis.svg"])
