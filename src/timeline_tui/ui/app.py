"""The Textual application: theme, key dispatch, terminal output and the first screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.console import RenderableType
from textual.app import App, SystemCommand
from textual.events import Event, Key, MouseEvent, Paste
from textual.filter import LineFilter, Monochrome, NoColor
from textual.reactive import Reactive
from textual.screen import Screen

from timeline_tui.config import Config
from timeline_tui.load.readers import Readers
from timeline_tui.secure import Feature, allowed, refusal
from timeline_tui.store import Store
from timeline_tui.ui import compat, glyphs
from timeline_tui.ui.browser.screen import MainScreen
from timeline_tui.ui.commands import Commands
from timeline_tui.ui.gc_tuning import collect_from_now_on
from timeline_tui.ui.idle_timeout import IdleTimeout
from timeline_tui.ui.key_queue import KeyQueue
from timeline_tui.ui.loading import FileLoader, LoadingScreen
from timeline_tui.ui.settings import startup_errors
from timeline_tui.ui.state_saver import StateSaver
from timeline_tui.ui.terminal import OutputFilter, ScreenOutput, TerminalDriver

# Largest partial store, in events, that is filtered while files are still being read
_MAX_FILTERED_PARTIAL = 20_000


class TimelineApp(App[None], inherit_bindings=False):
    """The application that browses the files of a `FileLoader`.

    Textual's default bindings are not inherited: they quit on Ctrl-Q, which is XON (resume output) in a terminal.
    """

    CSS_PATH = "app.tcss"
    TITLE = "timeline"
    COMMANDS = {Commands}  # noqa: RUF012
    # Textual would bind the palette's key with priority, ahead of the screen and the prompt; `keys.py` binds it instead
    ENABLE_COMMAND_PALETTE = False
    # Start with the default theme: when the theme changes during startup, Textual parses every style sheet twice.
    theme = Reactive("ansi-dark")

    def __init__(
        self,
        loader: FileLoader,
        config: Config,
        *,
        query: str = "",
        at: str = "",
        idle: float = 0,
        state: StateSaver | None = None,
        exit_messages: list[str] | None = None,
    ) -> None:
        """Create the application.

        Args:
            loader: Loads the files, and reloads them.
            config: The user's settings.
            query: The initial filter.
            at: The date to start at.
            idle: Exit after this many seconds without input; 0 disables the timeout.
            state: Persists marks, filters and the cursor's position.
            exit_messages: Collects messages to print to standard error after the terminal is restored.
        """
        super().__init__(driver_class=TerminalDriver if compat.can_drive() else None)
        self._idle = IdleTimeout(idle, self._idle_timed_out)
        # `ENABLE_COMMAND_PALETTE` clears it, but the action that opens the palette checks it.
        self.use_command_palette = True
        self.output = ScreenOutput(self)
        # Each frame of an animation would be sent to the terminal.
        self.animation_level = "none"
        compat.disable_system_widgets(self)
        self.glyphs = glyphs.for_locale()
        if config.theme in self.available_themes:
            self.theme = config.theme
        self._state_saver = state or StateSaver(None)
        self.startup_errors = [*startup_errors(config, self.available_themes), *self._state_saver.messages]
        self._loader = loader
        self._query = query
        self._at = at
        self._order = config.date_order
        self._exit_messages = [] if exit_messages is None else exit_messages
        # The screen that receives more events while files are read
        self._loading_browser: MainScreen | None = None
        # Whether the user stopped the first load.
        self._load_stopped = False
        self._typeahead = KeyQueue(self)
        # Textual's own NO_COLOR filter fails on text without a style, and leaves greys. The filters are created
        # once because Textual caches rendered lines by filter instance.
        self._output_filters = (*([NoColor()] if self.no_color else []), OutputFilter(self.glyphs))
        if config.keys:
            self.set_keymap(dict(config.keys))

    def get_default_screen(self) -> Screen[None]:
        """Return the browser if the files are small enough to load at once, else the loading screen."""
        if self._loader.small:
            return self._new_browser(self._loader.load())
        return LoadingScreen(self._loader, self.glyphs, self._arrived, self._load_progressed)

    def on_mount(self) -> None:
        """Set up the style class, the idle timer and error handling; hold typed keys until the first screen is up."""
        if self.glyphs.ascii:
            self.add_class("-console" if self.glyphs.frames else "-ascii")
        self._typeahead.hold()
        self._idle.start()
        asyncio.get_running_loop().set_exception_handler(self._handle_loop_error)
        driver = compat.driver_of(self)
        if isinstance(driver, TerminalDriver):
            driver.backlog = lambda: compat.queued_messages(self) + self._typeahead.count

    def on_ready(self) -> None:
        """Start garbage collection after the first paint."""
        if isinstance(self.screen, MainScreen):
            collect_from_now_on()

    def _new_browser(self, store: Store, *, cancel_load: Callable[[], None] | None = None) -> MainScreen:
        return MainScreen(
            store,
            self._loader,
            self.glyphs,
            self._state_saver,
            query=self._query,
            at=self._at,
            cancel_load=cancel_load,
            order=self._order,
            show_after_exit=self._show_after_exit,
        )

    def _show_after_exit(self, line: str) -> None:
        if line not in self._exit_messages:
            self._exit_messages.append(line)

    def _stop_load(self) -> None:
        """Cancel the rest of the first load."""
        self._loading_browser, self._load_stopped = None, True
        collect_from_now_on()
        for screen in self.screen_stack:
            if isinstance(screen, LoadingScreen):
                screen.workers.cancel_node(screen)

    def _arrived(self, store: Store, whole: bool) -> None:
        """Show the events loaded so far, or all of them if `whole`. Runs in the loading thread."""
        browser = self._loading_browser
        if self._load_stopped:
            return
        if browser is None:
            # call_from_thread awaits a coroutine function, but its type does not admit a bound one.
            self._loading_browser = self.call_from_thread(self._open_browser, store, whole)  # type: ignore[arg-type]
        else:
            query = browser.session.view.query
            if query is not None and not whole and len(store) > _MAX_FILTERED_PARTIAL:
                # Filtering would parse the events again and delay the rest of the load.
                return
            # In this thread, so that the screen stays responsive.
            view = store.view(query)
            self.call_from_thread(browser.first_load.grow, store, view, whole)
        if whole:
            self._loading_browser = None
            self.call_from_thread(collect_from_now_on)

    def _load_progressed(self, done: int, total: int) -> None:
        if self._loading_browser is not None and total:
            # Not call_from_thread, which would make the loading thread wait for the screen.
            self.call_later(self._loading_browser.first_load.show_progress, done / total)

    async def _open_browser(self, store: Store, whole: bool) -> MainScreen:
        browser = self._new_browser(store, cancel_load=None if whole else self._stop_load)
        before = self.screen
        # The screen must be mounted before the next batch arrives.
        await self.push_screen(browser)
        for key in before.typed if isinstance(before, LoadingScreen) else ():
            # New events, because the loading screen stopped the others.
            self.post_message(Key(key.key, key.character))
        return browser

    def keys_wait(self) -> bool:
        """Return whether keys are queued."""
        return self._typeahead.waiting

    async def on_event(self, event: Event) -> None:
        """Dispatch input events one at a time, so that each goes to where the previous one moved the focus."""
        # An event that no widget handles bubbles up and comes here a second time.
        if isinstance(event, Key | Paste | MouseEvent) and not event.is_forwarded:
            self._idle.touch()
            if not self._typeahead.admit(event):
                return
            if isinstance(event, Key) and not event.key.isascii():
                event = self._us_key(event)
        await super().on_event(event)

    async def on_key(self, event: Key) -> None:
        """Run the action bound to a key that no widget handled, as Textual does; report an unbound key."""
        screen = self.screen
        bound = await compat.run_binding(self, event.key)
        if bound is None:
            return
        event.prevent_default()
        if bound:
            return
        from timeline_tui.ui.active_keys import unbound_message
        from timeline_tui.ui.screens.overlay import Overlay

        # The screen from before the key, not one that the key has opened meanwhile.
        if isinstance(screen, MainScreen | Overlay):
            screen.show_unbound(unbound_message(screen, event))

    def _us_key(self, event: Key) -> Key:
        """Return the US key at the same position, if that is bound and `event` is neither bound nor text."""
        from timeline_tui.ui.keyboard_layouts import latin_character, latin_key

        line, key = self.focused, latin_key(event.key)
        if key is None or (line is not None and line.check_consume_key(event.key, event.character)):
            return event
        bound = self.screen.active_bindings
        return (
            Key(key, latin_character(event.character)) if key in bound and event.key not in bound else event
        )

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send only the cells that changed since the last frame; leave all other output to Textual."""
        if renderable is None or compat.is_batching(self) or not self.output.display(screen, renderable):
            super()._display(screen, renderable)
        else:
            self.post_display_hook()

    def action_repaint(self) -> None:
        """Repaint the whole screen, in case another program wrote over it."""
        self.output.repaint()
        self.screen.refresh(layout=True)

    def _idle_timed_out(self) -> None:
        self.exit(message="timeline: session closed after inactivity")

    def _fatal_error(self) -> None:
        """Exit at once. `run` re-raises the error; the command line reports it without any text from the files."""
        compat.close_messages(self)

    def _handle_loop_error(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Handle an error in a task or callback. By default asyncio logs it, which would overwrite the screen."""
        error = context.get("exception")
        if isinstance(error, Exception):
            compat.handle_error(self, error)

    def _handle_exception(self, error: Exception) -> None:
        """Handle an error unless the application is exiting: a half-built screen may fail then, without consequence."""
        if not compat.is_exiting(self):
            super()._handle_exception(error)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text to the terminal's clipboard (OSC 52), if permitted."""
        if allowed(Feature.CLIPBOARD):
            super().copy_to_clipboard(text)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open a URL for a Textual widget, unless secure mode forbids it. The application itself does not call this."""
        if allowed(Feature.ADDRESSES):
            super().open_url(url, new_tab=new_tab)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return Textual's own commands, none in secure mode. The palette here does not offer them anyway."""
        return super().get_system_commands(screen) if allowed(Feature.SYSTEM_COMMANDS) else ()

    def action_suspend_process(self) -> None:
        """Suspend the process until the shell resumes it, if permitted."""
        if allowed(Feature.SUSPENSION):
            super().action_suspend_process()
        elif isinstance(self.screen, MainScreen):
            self.screen.content.message(refusal(Feature.SUSPENSION), error=True)

    def action_command_palette(self) -> None:
        """Open the command palette without its animations: the blinking cursor and a hidden loading indicator."""
        super().action_command_palette()
        self.call_after_refresh(self._stop_animations)

    def search_themes(self) -> None:
        """Open Textual's theme palette, also without animations."""
        super().search_themes()
        self.call_after_refresh(self._stop_animations)

    def _stop_animations(self) -> None:
        from textual.widgets import Input, LoadingIndicator

        for line in self.screen.query(Input):
            line.cursor_blink = False
        for indicator in self.screen.query(LoadingIndicator):
            indicator.auto_refresh = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters that every line passes: no invisible characters, and no colour if NO_COLOR is set."""
        kept = [f for f in super().get_line_filters() if not isinstance(f, Monochrome | NoColor)]
        return [*kept, *self._output_filters]


def run(
    paths: Sequence[str],
    *,
    query: str = "",
    at: str = "",
    config: Config,
    stdin: bytes | None = None,
    helpers: Readers | None = None,
    idle: float = 0,
    state: StateSaver | None = None,
    exit_messages: list[str] | None = None,
) -> int:
    """Browse the files until the user quits.

    Args:
        paths: Files and folders; `-` for standard input.
        query: The initial filter; the command line has validated it.
        at: The date to start at; the command line has validated it.
        config: The user's settings.
        stdin: The content of standard input, for `-`.
        helpers: Parser processes that are already running.
        idle: Exit after this many seconds without input; 0 disables the timeout.
        state: Persists marks, filters and the cursor's position.
        exit_messages: Collects messages to print to standard error after the terminal is restored.

    Returns:
        The exit code.

    Raises:
        Exception: Any error in the browser, re-raised after the terminal is restored.
    """
    app = TimelineApp(
        FileLoader(paths, stdin, helpers, words=bool(query)),
        config,
        query=query,
        at=at,
        idle=idle,
        state=state,
        exit_messages=exit_messages,
    )
    app.run()
    error = compat.error_of(app)
    if error is not None:
        raise error
    return app.return_code or 0
