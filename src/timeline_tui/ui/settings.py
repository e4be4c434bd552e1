"""Validate the settings that depend on the browser: themes and binding ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from textual.binding import Binding

from timeline_tui.config import Config
from timeline_tui.suggest import nearest
from timeline_tui.text import one_line


def startup_errors(config: Config, themes: Collection[str]) -> Iterator[str]:
    """Yield a message for each unknown theme or binding id, with the nearest known one."""
    if config.theme and config.theme not in themes:
        yield f"settings: no theme {one_line(config.theme)!r}{_did_you_mean(config.theme, tuple(themes))}"
    if not config.keys:
        return
    # It imports every screen, so it runs only if keys are remapped.
    known = binding_ids()
    for key, _ in config.keys:
        if key not in known:
            yield f"settings: unknown key binding {one_line(key)!r}{_did_you_mean(key, known)}"


def _did_you_mean(word: str, known: tuple[str, ...]) -> str:
    near = nearest(word, known)
    return f": did you mean {near!r}?" if near else ""


def binding_ids() -> tuple[str, ...]:
    """Return the ids of all bindings."""
    from timeline_tui.ui.browser.screen import MainScreen
    from timeline_tui.ui.loading import LoadingScreen
    from timeline_tui.ui.screens import copy, facets, overlay, problems
    from timeline_tui.ui.widgets import detail, event_list, lanes, prompt

    owners = (
        MainScreen, LoadingScreen, copy.CopyMenu, facets.Facets, facets.FacetList, overlay.Overlay,
        problems.Problems, detail.Detail, event_list.EventList, lanes.LanesView, prompt._FilterInput,
    )  # fmt: skip
    written = [b for owner in owners for base in owner.__mro__ for b in vars(base).get("BINDINGS", ())]
    return tuple(dict.fromkeys([b.id for b in written if isinstance(b, Binding) and b.id]))
