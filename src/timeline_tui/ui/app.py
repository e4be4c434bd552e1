"""The application: theme, keys, what leaves for the terminal, and the first screen. Everything else is elsewhere."""

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
from timeline_tui.ui import glyphs
from timeline_tui.ui.browser.screen import MainScreen
from timeline_tui.ui.commands import Commands
from timeline_tui.ui.gc_tuning import collect_from_now_on
from timeline_tui.ui.idle_timeout import IdleTimeout
from timeline_tui.ui.key_queue import KeyQueue
from timeline_tui.ui.loading import FileLoader, LoadingScreen
from timeline_tui.ui.settings import complaints
from timeline_tui.ui.state_saver import StateSaver
from timeline_tui.ui.terminal import OutputFilter, ScreenOutput, TerminalDriver

_FILTERED = 20_000  # events that are filtered while more of them are read


class TimelineApp(App[None], inherit_bindings=False):
    """The browser over the files of a `FileLoader`.

    None of Textual's own keys: Ctrl-Q, which quits there, is XON to those who know a terminal, and means "go on".
    """

    CSS_PATH = "app.tcss"
    TITLE = "timeline"
    COMMANDS = {Commands}  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False  # or its key would be taken before the screen and the prompt could have it
    # Where it begins with another theme than it ends up with, Textual parses every style sheet twice.
    theme = Reactive("ansi-dark")

    def __init__(
        self,
        loader: FileLoader,
        config: Config,
        *,
        query: str = "",
        at: str = "",
        idle: float = 0,
        keeping: StateSaver | None = None,
        told: list[str] | None = None,
    ) -> None:
        """`idle`: seconds without a key after which it ends; 0 for never. `keeping`: of marks and the like.

        `told` gets what is to be said on standard error as well, once the terminal is given back.
        """
        super().__init__(driver_class=TerminalDriver)
        self._idle = IdleTimeout(idle, self._left_alone)
        self.use_command_palette = True
        self.output = ScreenOutput(self)
        self.animation_level = "none"
        self._disable_tooltips = self._disable_notifications = True  # there are none: no widgets for them
        self.glyphs = glyphs.for_locale()
        if config.theme in self.available_themes:
            self.theme = config.theme
        self._keeping = keeping or StateSaver(None)
        self.complaints = [*complaints(config, self.available_themes), *self._keeping.said]
        self._loader = loader
        self._query = query
        self._at = at
        self._order = config.date_order
        self.told = [] if told is None else told
        self._growing: MainScreen | None = None  # which gets more events while they are read
        self._had_enough = False  # before all was read
        self._typeahead = KeyQueue(self)
        # Textual's own filter for NO_COLOR fails on text without a style, and leaves greys. One filter each, made
        # once: drawn lines are kept by the filter they went through.
        self._gates = (*([NoColor()] if self.no_color else []), OutputFilter(self.glyphs))
        if config.keys:
            self.set_keymap(dict(config.keys))

    def get_default_screen(self) -> Screen[None]:
        """Straight to the browser where the files are read in a blink; else a bar meanwhile."""
        if self._loader.small:
            return self._browser(self._loader.load())
        return LoadingScreen(self._loader, self.glyphs, self._arrived, self._progressed)

    def on_mount(self) -> None:
        """What is typed already waits for the first screen."""
        if self.glyphs.ascii:
            self.add_class("-console" if self.glyphs.frames else "-ascii")
        self._typeahead.hold()
        self._idle.start()
        asyncio.get_running_loop().set_exception_handler(self._mistaken)
        if isinstance(self._driver, TerminalDriver):
            self._driver.backlog = lambda: self._message_queue.qsize() + self._typeahead.count

    def on_ready(self) -> None:
        """The first paint is done."""
        if isinstance(self.screen, MainScreen):
            collect_from_now_on()

    def _browser(self, store: Store, *, more: Callable[[], None] | None = None) -> MainScreen:
        return MainScreen(
            store,
            self._loader,
            self.glyphs,
            self._keeping,
            query=self._query,
            at=self._at,
            more=more,
            order=self._order,
        )

    def _enough(self) -> None:
        """What is read below the browser is not wanted any more."""
        self._growing, self._had_enough = None, True
        collect_from_now_on()
        for screen in self.screen_stack:
            if isinstance(screen, LoadingScreen):
                screen.workers.cancel_node(screen)

    def _arrived(self, store: Store, whole: bool) -> None:
        """Events have been read, in the thread that reads them: all, or some to look at meanwhile."""
        browser = self._growing
        if self._had_enough:
            return
        if browser is None:
            # Textual awaits what is called, which its types do not say of a method.
            self._growing = self.call_from_thread(self._browse, store, whole)  # type: ignore[arg-type]
        else:
            query = browser.session.view.query
            if query is not None and not whole and len(store) > _FILTERED:
                return  # it would have to be read once more for that, and hold up what is still to be read
            view = store.view(query)  # not on the screen's time
            self.call_from_thread(browser.grow, store, view, whole)
        if whole:
            self._growing = None
            self.call_from_thread(collect_from_now_on)

    def _progressed(self, done: int, total: int) -> None:
        if self._growing is not None and total:
            self.call_later(self._growing.read_so_far, done / total)

    async def _browse(self, store: Store, whole: bool) -> MainScreen:
        browser = self._browser(store, more=None if whole else self._enough)
        before = self.screen
        await self.push_screen(browser)  # to its end: what is read next may come right behind
        for key in before.typed if isinstance(before, LoadingScreen) else ():
            self.post_message(Key(key.key, key.character))
        return browser

    def keys_wait(self) -> bool:
        """Whether keys have come whose turn it is not yet."""
        return self._typeahead.waiting

    async def on_event(self, event: Event) -> None:
        """Keys and clicks one at a time: each where the one before it led to."""
        if isinstance(event, Key | Paste | MouseEvent) and not event.is_forwarded:
            self._idle.touch()
            if not self._typeahead.admit(event):
                return
            if isinstance(event, Key) and not event.key.isascii():
                event = self._by_place(event)
        await super().on_event(event)

    async def on_key(self, event: Key) -> None:
        """Run the action of a key that no widget took, as Textual does; say so where there is none."""
        event.prevent_default()
        screen = self.screen
        if await self._check_bindings(event.key):
            return
        from timeline_tui.ui.screens.key_help import unbound
        from timeline_tui.ui.screens.overlay import Overlay

        if isinstance(screen, MainScreen | Overlay):
            screen.say_unbound(unbound(screen, event))

    def _by_place(self, event: Key) -> Key:
        """Return the key by its place on the keyboard, if its letter is neither text nor bound, but that key is."""
        from timeline_tui.ui.keyboard_layouts import latin_character, latin_key

        line, key = self.focused, latin_key(event.key)
        if key is None or (line is not None and line.check_consume_key(event.key, event.character)):
            return event
        bound = self.screen.active_bindings
        return (
            Key(key, latin_character(event.character)) if key in bound and event.key not in bound else event
        )

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send what differs from what the terminal shows; what else there is to send, Textual does."""
        if renderable is None or self._batch_count or not self.output.display(screen, renderable):
            super()._display(screen, renderable)
        else:
            self.post_display_hook()

    def action_repaint(self) -> None:
        """Paint the screen anew, whatever the terminal shows: other programs may have written over it."""
        self.output.repaint()
        self.screen.refresh(layout=True)

    def _left_alone(self) -> None:
        self.exit(message="timeline: nobody was there any more, so it has ended")

    def _fatal_error(self) -> None:
        """End at once; `run` hands on what went wrong, and the command line tells it without what was read."""
        self._close_messages_no_wait()

    def _mistaken(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Something went wrong in a task or a callback: asyncio would write it over the screen, as it is."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """Told to end, nobody minds that a screen was only half made."""
        if not self._exit:
            super()._handle_exception(error)

    def copy_to_clipboard(self, text: str) -> None:
        """Hand a text to the terminal's clipboard (OSC 52), where that may be."""
        if allowed(Feature.CLIPBOARD):
            super().copy_to_clipboard(text)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Nothing here opens a browser; what Textual's widgets ask for is left out in secure mode."""
        if allowed(Feature.ADDRESSES):
            super().open_url(url, new_tab=new_tab)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Textual's own commands, which the palette here does not have anyway."""
        return super().get_system_commands(screen) if allowed(Feature.SYSTEM_COMMANDS) else ()

    def action_suspend_process(self) -> None:
        """Stop, until the shell continues it."""
        if allowed(Feature.SUSPENSION):
            super().action_suspend_process()
        elif isinstance(self.screen, MainScreen):
            self.screen.prompt.say(refusal(Feature.SUSPENSION), error=True)

    def action_command_palette(self) -> None:
        """Open the palette, without what moves in it: a cursor that blinks, an indicator that is drawn unseen."""
        super().action_command_palette()
        self.call_after_refresh(self._rest)

    def search_themes(self) -> None:
        """Open the palette of themes, which is another one of Textual's."""
        super().search_themes()
        self.call_after_refresh(self._rest)

    def _rest(self) -> None:
        from textual.widgets import Input, LoadingIndicator

        for line in self.screen.query(Input):
            line.cursor_blink = False
        for indicator in self.screen.query(LoadingIndicator):
            indicator.auto_refresh = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Whatever a widget drew, nothing unseen leaves for the terminal, and no colour where none is wanted."""
        kept = [f for f in super().get_line_filters() if not isinstance(f, Monochrome | NoColor)]
        return [*kept, *self._gates]


def run(
    paths: Sequence[str],
    *,
    query: str = "",
    at: str = "",
    config: Config,
    stdin: bytes | None = None,
    helpers: Readers | None = None,
    idle: float = 0,
    keeping: StateSaver | None = None,
    told: list[str] | None = None,
) -> int:
    """Browse the files until the user quits; the exit code. The command line has checked `query` and `at`.

    `helpers` were started to parse them; `idle` are the seconds without a key after which it ends; `told` gets what
    is to be said afterwards as well. Raises what went wrong in the browser, once the terminal is given back.
    """
    app = TimelineApp(
        FileLoader(paths, stdin, helpers, words=bool(query)),
        config,
        query=query,
        at=at,
        idle=idle,
        keeping=keeping,
        told=told,
    )
    app.run()
    if app._exception is not None:
        raise app._exception
    return app.return_code or 0
