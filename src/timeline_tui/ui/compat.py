"""Every private name of Textual and Rich that the browser uses, and what it does without them.

Textual's public interface does not reach the frames it draws, the bytes it reads or the moment it exits. A name that
a later version lacks costs what it was used for, not the session: each function here says what happens then.
`tests/unit/ui/test_compat.py` checks each name against the installed version, and that no other module uses one.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, chop_cells
from rich.style import Style
from textual import keys
from textual.app import App
from textual.command import CommandPalette
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen
from textual.widgets import Input

if TYPE_CHECKING:
    from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
    from textual._parser import ParseError
    from textual._xterm_parser import XTermParser

    FRAME_UPDATES: tuple[type, ...]
    ANSI_SEQUENCES_KEYS: dict[str, Any]
    IGNORE_SEQUENCE: object
    FUNCTIONAL_KEYS: dict[str, str]
    MODIFIER_FUNCTIONAL_KEYS: frozenset[str]
else:
    try:
        from textual._compositor import ChopsUpdate, LayoutUpdate

        FRAME_UPDATES = (LayoutUpdate, ChopsUpdate)
    except ImportError:
        # Textual writes all frames itself.
        ChopsUpdate = LayoutUpdate = None
        FRAME_UPDATES = ()
    try:
        from textual._parser import ParseError
        from textual._xterm_parser import XTermParser
    except ImportError:
        # Textual's own driver reads the input.
        XTermParser, ParseError = None, EOFError
    try:
        from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, IGNORE_SEQUENCE
        from textual._keyboard_protocol import FUNCTIONAL_KEYS, MODIFIER_FUNCTIONAL_KEYS
    except ImportError:
        # As above.
        ANSI_SEQUENCES_KEYS, IGNORE_SEQUENCE, FUNCTIONAL_KEYS, MODIFIER_FUNCTIONAL_KEYS = (
            {},
            None,
            {},
            frozenset(),
        )

__all__ = (
    "ANSI_SEQUENCES_KEYS", "FUNCTIONAL_KEYS", "IGNORE_SEQUENCE", "MODIFIER_FUNCTIONAL_KEYS",
    "ChopsUpdate", "LayoutUpdate", "ParseError", "XTermParser",
)  # fmt: skip

OVERRIDDEN = {
    "App": ("_display", "_fatal_error", "_handle_exception"),
    "Input": ("_on_paste",),
    "Screen": ("_update_timer",),
    "LinuxDriver": (
        "_get_terminal_size", "_enable_mouse_support", "_disable_mouse_support", "_query_in_band_window_resize",
        "_sigtstp_application", "_sigcont_application",
    ),
}  # fmt: skip
"""The private methods that classes of the browser override. One that Textual no longer calls has no effect."""

DRIVER_NAMES = ("_patch_lflag", "_patch_iflag")
"""Methods of Textual's Linux driver without which `TerminalDriver` cannot set the terminal up."""

DRIVER_ATTRIBUTES = ("_app", "_auto_restart", "_debug", "_file", "_loop", "_mouse", "_writer_thread")
"""Attributes of Textual's Linux driver that `TerminalDriver` uses."""


def can_drive() -> bool:
    """Return whether `TerminalDriver` fits the installed Textual; if not, Textual's own driver and output are used."""
    return XTermParser is not None and all(hasattr(LinuxDriver, name) for name in DRIVER_NAMES)


def is_running(app: App[Any]) -> bool:
    """Return whether frames may be drawn: the application has started and is not closing."""
    return bool(getattr(app, "_running", app.is_running)) and not getattr(app, "_closed", False)


def is_batching(app: App[Any]) -> bool:
    """Return whether Textual holds frames back until several changes are made; if unknown, each may be drawn."""
    return bool(getattr(app, "_batch_count", 0))


def is_exiting(app: App[Any]) -> bool:
    """Return whether the application has been asked to exit; without the name, whether it has ended."""
    return bool(getattr(app, "_exit", False))


def error_of(app: App[Any]) -> Exception | None:
    """Return the error that ended the application, or None; without the name, it ends without a report."""
    error: Exception | None = getattr(app, "_exception", None)
    return error


def handle_error(app: App[Any], error: Exception) -> None:
    """End the application with an error; without the name, raise it.

    Raises:
        Exception: The error, if Textual has another way to handle it.
    """
    handle = getattr(app, "_handle_exception", None)
    if handle is None:
        raise error
    handle(error)


def close_messages(app: App[Any]) -> None:
    """End the message loop at once; without the name, exit in order."""
    getattr(app, "_close_messages_no_wait", app.exit)()


def disable_system_widgets(app: App[Any]) -> None:
    """Keep Textual from mounting the widgets for tooltips and notifications on every screen: both are unused."""
    for name in ("_disable_tooltips", "_disable_notifications"):
        if hasattr(app, name):
            setattr(app, name, True)


def driver_of(app: App[Any]) -> object:
    """Return the driver; None if unknown, and Textual writes all frames itself."""
    return getattr(app, "_driver", None)


def keymap_of(app: App[Any]) -> dict[str, str]:
    """Return the user's keys by binding id; if unknown, none: Alt and a key are Escape and the key."""
    return dict(getattr(app, "_keymap", {}))


def queued_messages(app: App[Any]) -> int:
    """Return the number of messages that wait in the application; 0 if unknown, and no key waits in the driver."""
    queue = getattr(app, "_message_queue", None)
    return 0 if queue is None else queue.qsize()


async def run_binding(app: App[Any], key: str) -> bool | None:
    """Run the action that is bound to a key. Returns whether there is one; None if Textual has to handle the key."""
    check = getattr(app, "_check_bindings", None)
    return None if check is None else bool(await check(key))


def synchronized_output(app: App[Any]) -> bool:
    """Return whether the terminal has said that it supports DEC mode 2026; if unknown, frames are sent without it."""
    return bool(getattr(app, "_sync_available", False))


def compositor_of(screen: Screen[Any]) -> Compositor:
    """Return the compositor.

    Raises:
        AttributeError: There is none: Textual has to write the frame itself.
    """
    return screen._compositor


def draw_screen(screen: Screen[Any]) -> None:
    """Draw what has changed on a screen; without the name, refresh all of it."""
    getattr(screen, "_on_timer_update", screen.refresh)()


def skip_initial_scroll(line: Input) -> None:
    """Keep Textual from scrolling to the end of the first text of a field."""
    if hasattr(line, "_initial_value"):
        line._initial_value = False


def caret_column(line: Input) -> int:
    """Return the column of a field's caret in its text, in cells."""
    column: int = getattr(line, "_cursor_offset", cell_len(line.value[: line.cursor_position]))
    return column


def suggestion_of(line: Input) -> str:
    """Return the completion shown in a field, or ""; if unknown, none is offered for taking."""
    suggestion: str = getattr(line, "_suggestion", "")
    return suggestion


def attributes_of(style: Style) -> int:
    """Return the attributes that are set and on, as Rich's bit mask: bold is 1, dim 2, italic 4, and so on."""
    try:
        return style._attributes & style._set_attributes
    except AttributeError:
        names = ("bold", "dim", "italic", "underline", "blink", "blink2", "reverse", "conceal", "strike")
        return sum(1 << bit for bit, name in enumerate(names) if getattr(style, name))


def key_of(character: str) -> str:
    """Return Textual's name of a character's key; without the name, letters and digits are their own."""
    convert = getattr(keys, "_character_to_key", None)
    return str(convert(character)) if convert is not None else character


def search_group() -> str:
    """Return the group of the workers that search commands for the palette; "" if unknown, and keys do not wait."""
    return str(getattr(CommandPalette, "_GATHER_COMMANDS_GROUP", ""))


def divide_line(text: str, width: int) -> list[int]:
    """Return the offsets at which to break a line, in characters.

    Args:
        text: The line.
        width: The width, in cells; longer words are cut.
    """
    try:
        from rich._wrap import divide_line as divide
    except ImportError:
        # Without it, lines break in the middle of words.
        return list(accumulate(map(len, chop_cells(text, width)[:-1])))
    return divide(text, width)
