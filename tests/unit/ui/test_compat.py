"""The private names of Textual and Rich: they exist, only `compat` uses them, and the browser does without them."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich._wrap import divide_line as rich_divide_line
from rich.cells import cell_len
from rich.style import Style
from seen import browse
from textual import keys
from textual.app import App
from textual.command import CommandPalette
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen
from textual.widgets import Input

import timeline_tui.ui
from timeline_tui.ui import compat
from timeline_tui.ui.app import TimelineApp
from timeline_tui.ui.controllers.navigation import NavigationController

UI = Path(timeline_tui.ui.__file__).parent
BASES = {"App": App, "Input": Input, "Screen": Screen, "LinuxDriver": LinuxDriver}


class Bare:
    """An object of a Textual version without any of the private names."""

    is_running = True
    cursor_position = 2
    value = "ab"

    def __init__(self) -> None:
        self.calls: list[str] = []

    def exit(self) -> None:
        self.calls.append("exit")

    def refresh(self) -> None:
        self.calls.append("refresh")


def bare() -> Any:
    return Bare()


# -- the contract: the installed version has the names ---------------------------------------------------------


@pytest.mark.parametrize("name", [
    "_running", "_closed", "_batch_count", "_exit", "_exception", "_disable_tooltips", "_disable_notifications",
    "_driver", "_keymap", "_message_queue", "_sync_available",
])  # fmt: skip
def test_an_application_has_the_attribute(name: str) -> None:
    assert hasattr(App(), name)


@pytest.mark.parametrize("name", ["_handle_exception", "_close_messages_no_wait", "_check_bindings"])
def test_an_application_has_the_method(name: str) -> None:
    assert callable(getattr(App, name))


def test_private_names_of_textual_exist() -> None:
    assert callable(Screen._on_timer_update)
    assert CommandPalette._GATHER_COMMANDS_GROUP == compat.search_group() != ""
    assert keys._character_to_key("+") == compat.key_of("+") == "plus"
    assert "self._initial_value" in inspect.getsource(Input)
    assert "_suggestion" in vars(Input)
    assert isinstance(inspect.getattr_static(Input, "_cursor_offset"), property)
    assert "self._compositor = " in inspect.getsource(Screen)
    assert hasattr(Style(bold=True), "_set_attributes")
    assert compat.FRAME_UPDATES
    assert compat.FUNCTIONAL_KEYS
    assert compat.ANSI_SEQUENCES_KEYS


def test_the_driver_has_the_names() -> None:
    assert compat.can_drive()
    source = inspect.getsource(LinuxDriver) + inspect.getsource(LinuxDriver.__mro__[1])
    assert [name for name in compat.DRIVER_ATTRIBUTES if f"self.{name}" not in source] == []


@pytest.mark.parametrize(("base", "name"), [(b, n) for b, names in compat.OVERRIDDEN.items() for n in names])
def test_what_is_overridden_exists(base: str, name: str) -> None:
    assert any(name in vars(each) for each in BASES[base].__mro__)


# -- nothing else uses private names ---------------------------------------------------------------------------


def _classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(timeline_tui.ui.__path__, "timeline_tui.ui."):
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if found.__module__ == module.name:
                yield found


def test_only_the_listed_methods_are_overridden() -> None:
    made_by_textual = {
        "_reactives",
        "_decorated_handlers",
        "_merged_bindings",
        "_computes",
        "_css_type_names",
    }
    found = set()
    for each in _classes():
        for name in vars(each):
            theirs = any(
                name in vars(b) for b in each.__mro__[1:] if b.__module__.startswith(("textual", "rich"))
            )
            if (
                theirs
                and name.startswith("_")
                and not name.startswith(("__", "_abc", "_inherit", "_default_"))
            ):
                found.add(name)
    assert found - made_by_textual <= {name for names in compat.OVERRIDDEN.values() for name in names} | {
        "_css_bases", "_css_type_name", "_bindings", "_is_mounted", "_widget_type",
    }  # fmt: skip


def _private_uses(path: Path) -> Iterator[str]:
    """Yield the private attributes and imports of a module that it does not define itself."""
    tree = ast.parse(path.read_text("utf-8"))
    own = {"_replace", "_exit"} if "os._exit" in path.read_text("utf-8") else {"_replace"}
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                own.add(name)
            case ast.Attribute(attr=name, ctx=ast.Store(), value=ast.Name(id="self")):
                own.add(name)
            case ast.Name(id=name, ctx=ast.Store()):
                own.add(name)
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name, lineno=line) if name.startswith("_") and not name.startswith("__"):
                if name not in own:
                    yield f"{path.name}:{line}: {name}"
            case ast.ImportFrom(module=str(module), names=names, lineno=line):
                private = "._" in module or any(alias.name.startswith("_") for alias in names)
                if private and module.startswith(("textual", "rich")):
                    yield f"{path.name}:{line}: {module}"


def test_no_other_module_uses_a_private_name() -> None:
    allowed = {"_FilterInput", "_repaint_row", *compat.DRIVER_NAMES, *compat.DRIVER_ATTRIBUTES}
    modules = [path for path in UI.rglob("*.py") if path.name != "compat.py"]
    found = [use for path in modules for use in _private_uses(path)]
    assert [use for use in found if use.rpartition(" ")[2] not in allowed] == []


def test_a_private_name_is_found(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text(
        "from textual._compositor import X\nclass A:\n    def b(self): self._mine = self.app._theirs\n"
    )
    assert list(_private_uses(path)) == ["m.py:1: textual._compositor", "m.py:3: _theirs"]


# -- without the names -----------------------------------------------------------------------------------------


def test_without_private_names_defaults_are_returned() -> None:
    app = bare()
    assert compat.is_running(app)
    assert not compat.is_batching(app)
    assert not compat.is_exiting(app)
    assert compat.error_of(app) is None
    assert compat.driver_of(app) is None
    assert compat.keymap_of(app) == {}
    assert compat.queued_messages(app) == 0
    assert not compat.synchronized_output(app)
    assert compat.suggestion_of(app) == ""
    assert compat.caret_column(app) == 2
    compat.disable_system_widgets(app)
    compat.skip_initial_scroll(app)
    assert vars(app) == {"calls": []}
    compat.close_messages(app)
    compat.draw_screen(app)
    assert app.calls == ["exit", "refresh"]
    with pytest.raises(ValueError, match="x"):
        compat.handle_error(app, ValueError("x"))
    with pytest.raises(AttributeError):
        compat.compositor_of(app)


async def test_without_the_check_of_bindings_textual_handles_the_key() -> None:
    assert await compat.run_binding(bare(), "j") is None


async def test_a_mistake_in_an_action_is_not_hidden(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def press() -> None:
        async with browse(small) as pilot:
            await pilot.press("m")

    monkeypatch.delattr(NavigationController, "toggle_mark")
    with pytest.raises(AttributeError, match="toggle_mark"):
        await press()


def test_missing_private_names_are_tolerated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(keys, "_character_to_key")
    monkeypatch.delattr(CommandPalette, "_GATHER_COMMANDS_GROUP")
    monkeypatch.delattr(LinuxDriver, "_patch_lflag")
    assert compat.key_of("f") == "f"
    assert compat.search_group() == ""
    assert not compat.can_drive()


@pytest.mark.parametrize(
    "style", ["bold", "dim italic", "underline reverse", "not bold strike", "red", "blink conceal"]
)
def test_attributes_without_the_bit_masks(style: str) -> None:
    known = Style.parse(style)
    names = ("bold", "dim", "italic", "underline", "blink", "blink2", "reverse", "conceal", "strike")
    plain: Any = SimpleNamespace(**{name: getattr(known, name) for name in names})
    assert compat.attributes_of(plain) == compat.attributes_of(known)


@given(st.text("ab 日-", max_size=40), st.integers(2, 12))
def test_lines_are_divided_without_richs_function(text: str, width: int) -> None:
    assert compat.divide_line(text, width) == rich_divide_line(text, width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "rich._wrap", None)
        breaks = compat.divide_line(text, width)
    pieces = [text[start:end] for start, end in zip([0, *breaks], [*breaks, len(text)], strict=True)]
    assert "".join(pieces) == text
    assert all(cell_len(piece.rstrip(" ")) <= width for piece in pieces)


def test_without_its_parser_textuals_own_driver_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compat, "XTermParser", None)
    assert not compat.can_drive()
    assert "compat.can_drive()" in inspect.getsource(TimelineApp.__init__)
