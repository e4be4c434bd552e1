"""Textual's Linux driver with flow control, an input filter, and its own handling of signals and terminal settings.

A slow line takes less than is drawn. Textual queues up to thirty writes, then blocks. Here the caller asks first, and
draws the newest state once the line is free: once the system has accepted every byte (`TerminalWriter.when_free`) and
the terminal has processed most of them (`FlowControl`). And where Textual wakes up ten times a second to see whether it
should end, the input thread sleeps until there is input.

The driver also restores the terminal: the settings found at the first start are those that every exit puts back. Signal
handlers are installed before the first byte goes out. Whatever changes the terminal runs in the event loop, one step
after the other, never inside a signal handler, which could interrupt another step.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import re
import select
import signal
import termios
import threading
import time
import tty
from collections import deque
from collections.abc import Callable
from typing import Any, cast

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from timeline_tui.ui.terminal.flow_control import QUESTION, FlowControl
from timeline_tui.ui.terminal.input_filter import InputFilter
from timeline_tui.ui.terminal.wakeable_event import WakeableEvent
from timeline_tui.ui.terminal.writer import TerminalWriter

_BACKLOG, _MOUSE_BACKLOG = 200, 20
"""Events that may wait for their turn in the application: with more, keys wait here, and the mouse is ignored."""
_AHEAD = 1024
"""Pieces of some 1 kB that may wait here. What follows is lost, but for Ctrl-C: nobody types that far ahead."""
_INTERRUPT = re.compile("\x03|\x1b\\[99(?::[0-9]*)*;5(?::1)?u")
"""Ctrl-C: the control character, or as the kitty keyboard protocol writes it."""
_BREATH = 0.02  # seconds
DEADLINE = 1.5
"""Seconds to leave in good order. A terminal that has hung up takes no farewell, and must not hold us."""
GRACE = 0.2
"""Seconds for what is left to do once the terminal is given back."""
LEAVE = (
    "\x1b[?2026l\x1b[r\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[?2004l\x1b[<u"
    "\x1b[?2048l\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h"
)
"""Undoes all that is ever asked of a terminal: frames, regions, the mouse, focus, pastes, keys, colours, the screen."""
MOST_COLUMNS, MOST_ROWS = 500, 200
"""The largest screen that is drawn: a terminal may say that it is larger, and each of its cells would take memory."""
_MOUSE_MODES = (1000, 1002, 1006)
"""Presses and the wheel; moves while a button is held; coordinates in decimals (xterm's ctlseqs, "Mouse Tracking")."""
_FOCUS_REPORTS = "\x1b[?1004h"
_HUNG_UP = 129  # 128 + SIGHUP, as a shell reports it
ENDING = (
    signal.SIGTERM,
    signal.SIGHUP,
    signal.SIGQUIT,
    signal.SIGINT,
    signal.SIGXCPU,  # `ulimit -t`
    signal.SIGALRM,
    signal.SIGUSR1,
    signal.SIGUSR2,
)
"""Signals whose default action ends a process at once, and would leave the terminal as it is."""


def clamped(width: int, height: int) -> tuple[int, int]:
    """The size of the screen to draw in a terminal of this size."""
    return max(1, min(width, MOST_COLUMNS)), max(1, min(height, MOST_ROWS))


class TerminalDriver(LinuxDriver):
    """Textual's own driver, but for the file it writes to and the waiting for keys."""

    alt_is_bound = False  # to some key, by the user's settings
    backlog: Callable[[], int] = staticmethod(lambda: 0)
    """How many keys, pastes and mouse events have come to the application and wait for their turn."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert self._file is not None  # without a standard error Textual itself gives up
        self.outlet = TerminalWriter(self._file)
        self._file = cast(Any, self.outlet)  # as much of a file as the writer thread wants
        self.exit_event = self._end = WakeableEvent()
        self._open = False  # bytes may have gone out that have to be undone
        self._running = False  # from the end of a start to the beginning of a stop
        self._stop_wanted = self._stopped = False  # by SIGTSTP
        self._held: list[str] | None = None  # of what is written: the terminal still echoes what is typed
        self._enter = ""  # what a start writes
        self._found: list[Any] | None = None  # the terminal's settings before the first start
        self._pace = FlowControl(time.monotonic)
        self._under_way: deque[Message] = deque()
        self.on_start: Callable[[], None] = lambda: None
        self.alt_is_bound = any("alt+" in keys for keys in app._keymap.values())

    def send(self, frame: str) -> None:
        """Write a frame, and ask the terminal to say when it is there."""
        self._pace.sent(len(frame))
        self.write(f"{frame}{QUESTION}")

    def send_message(self, message: Message) -> None:
        """Put a message into the application's queue, from any thread."""
        self._under_way.append(message)
        self._loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        self._app.post_message(self._under_way.popleft())

    def _waiting(self) -> int:
        """How many events wait, on their way to the application or there."""
        return len(self._under_way) + self.backlog()

    def _get_terminal_size(self) -> tuple[int, int]:
        return clamped(*super()._get_terminal_size())

    def disable_input(self) -> None:
        """No more keys, and no more answers."""
        self._pace.wait()
        super().disable_input()
        self._pace.forget()

    def write(self, data: str) -> None:
        """Write a piece; what the terminal does not take at once, the writer thread writes."""
        if self._held is not None:
            self._held.append(data)
        elif self.outlet.announce(data):
            super().write(data)

    def run_input_thread(self) -> None:
        """Hand on what is typed until the event says that it ends. A terminal that is gone ends the program."""
        parser = XTermParser(self._debug)
        inputs = InputFilter(
            time.monotonic,
            alt=self.alt_is_bound,
            cursor_reported=self._pace.answered,
            room=lambda: _MOUSE_BACKLOG - self._waiting(),
        )
        ahead: deque[str] = deque()
        while not self._end.is_set():
            while ahead and self._waiting() <= _BACKLOG:
                parser = self._hand_on(parser, ahead.popleft())
            timeout = inputs.timeout()
            if ahead:
                timeout = _BREATH if timeout is None else min(_BREATH, timeout)
            if self.fileno in select.select([self.fileno, self._end], [], [], timeout)[0]:
                data = b""
                with contextlib.suppress(OSError):
                    data = os.read(self.fileno, 1024)
                if not data:
                    self.end_within(DEADLINE, _HUNG_UP)
                    self._app.call_later(self._app.exit, return_code=_HUNG_UP)
                    break
                typed = inputs.feed(data)
            else:
                typed = inputs.expire()
            interrupt = _INTERRUPT.search(typed)
            if interrupt:
                # As that of a terminal does (termios(3), ISIG without NOFLSH), it discards what waits.
                ahead.clear()
                typed = typed[interrupt.start() :]
            if typed and ahead and len(ahead[-1]) < 1024:
                ahead[-1] += typed
            elif typed and len(ahead) < _AHEAD:
                ahead.append(typed)
        with contextlib.suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _hand_on(self, parser: XTermParser, typed: str) -> XTermParser:
        """Hand on what the filter passed, whole sequences, and return the parser to go on with.

        A sequence that makes Textual's parser fail costs that sequence, not the program.
        """
        if not typed:
            return parser  # which takes nothing for the end of all input
        try:
            for message in parser.feed(typed):
                self.process_message(message)
        except (ValueError, OverflowError, LookupError, TypeError):
            return XTermParser(self._debug)
        return parser

    # -- taking the terminal and giving it back -------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal, which shows anything: at first, or again after an editor or a stop.

        Textual enters the screen first and stops the echo afterwards: what is typed meanwhile would stand on the
        screen. So nothing of it is written before all is set; nor is there an echo before the screen is left.
        """
        if self._found is None:
            self._handle_signals()
            with contextlib.suppress(termios.error):
                self._found = termios.tcgetattr(self.fileno)
        self.outlet.open()
        self._open = True
        self._make_raw()
        self._held = []
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.attrs_before = None  # which are those of `_make_raw`
        held, self._held = self._held, None
        self._enter = "".join(held or ()).replace(_FOCUS_REPORTS, "")
        self._running = self._writer_thread is not None and self._writer_thread.is_alive()
        self._stopped = False
        self.write(self._enter)
        # Not in the handler, as Textual does: one that is interrupted by the next would tell the older size last.
        signal.signal(signal.SIGWINCH, lambda *_: self._loop.call_soon_threadsafe(self._resized))
        self._loop.call_soon_threadsafe(self.on_start)

    def stop_application_mode(self) -> None:
        """Leave the screen; `close` waits until the terminal has been told."""
        self._running = False
        super().stop_application_mode()

    def _make_raw(self) -> None:
        """Set what Textual sets, on the settings that were found.

        Where another process group has the terminal, this stops the process (SIGTTOU) until it is continued.

        Raises:
            OSError: The terminal is gone.
        """
        if self._found is None:
            return None
        raw = [*self._found]
        raw[tty.LFLAG] = self._patch_lflag(raw[tty.LFLAG])
        raw[tty.IFLAG] = self._patch_iflag(raw[tty.IFLAG])
        raw[tty.CC] = [*raw[tty.CC]]
        raw[tty.CC][termios.VMIN] = 1
        while True:
            try:
                return termios.tcsetattr(self.fileno, termios.TCSANOW, raw)
            except termios.error as error:
                if error.args[0] != errno.EINTR:  # by the SIGCONT after the stop
                    raise OSError(*error.args) from None

    def _enable_mouse_support(self) -> None:
        """Ask for no more of the mouse than is used: Textual asks for each of its moves."""
        if self._mouse:
            self.write("".join(f"\x1b[?{mode}h" for mode in _MOUSE_MODES))

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("".join(f"\x1b[?{mode}l" for mode in _MOUSE_MODES))

    def _query_in_band_window_resize(self) -> None:
        """Ask nothing: SIGWINCH tells of a new size, and with these reports Textual would ask for moves in pixels."""

    def _settle(self) -> None:
        if self._found is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._found)

    # -- signals --------------------------------------------------------------------------------------------

    def _handle_signals(self) -> None:
        """End in good order when told to; the exit code is what a shell expects: 128 + the signal.

        Not by the event loop's own handlers: those would hear a Ctrl-C that was meant for the editor.
        """

        def end(number: int, _: object) -> None:
            self.end_within(DEADLINE, 128 + number)
            try:
                self._loop.call_soon_threadsafe(lambda: self._app.exit(return_code=128 + number))
            except RuntimeError:  # the loop is closed: the terminal has been given back
                os._exit(128 + number)

        for number in ENDING:
            signal.signal(number, end)
        # The kernel may deliver a signal to any thread. Handlers in Python run in the main thread alone, which would
        # sleep on in the event loop: a byte in this pipe wakes it.
        woken, wake = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        self._loop.add_reader(woken, os.read, woken, 4096)

    def _sigtstp_application(self, *_: object) -> None:
        """Stop: at once where an editor has the terminal, else once the terminal is given back."""
        if not self._auto_restart:
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        self._stop_wanted = True
        self._loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        if not self._stop_wanted:
            return  # continued already
        # Another SIGTSTP is ignored until we go on: Python handles the signals that came by their numbers, so it would
        # be handled after the SIGCONT (18 before 20) and stop us again.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        try:
            if self._running:
                self.suspend_application_mode()
                self._stopped = True
            if self._stop_wanted:  # else continued meanwhile
                os.kill(os.getpid(), signal.SIGSTOP)
        finally:
            signal.signal(signal.SIGTSTP, self._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop, of our own or from outside (SIGSTOP, which nobody hears); or without one."""
        self._stop_wanted = False
        if self._auto_restart:  # else an editor has the terminal
            self._loop.call_soon_threadsafe(self._go_on)

    def _go_on(self) -> None:
        if self._stopped:
            self.start_application_mode()
        elif self._running:
            # The shell may have changed anything meanwhile. The keyboard's flags are a stack, hence the pop.
            self._make_raw()
            self.write(f"\x1b[<u{self._enter}")
            self.on_start()
        if self._running and self._app.screen_stack:
            self._app.screen.refresh(layout=True)

    def _resized(self) -> None:
        size = Size(*self._get_terminal_size())
        self.send_message(Resize(size, size))

    def close(self) -> None:
        """Wait until everything is written; the terminal is as it was found, and somebody else's, then."""
        super().close()
        self._open = False
        self._settle()
        self.outlet.close()
        if self._app._exit and self._app._exception is None:
            # The user has the terminal back: what some thread still works out is for nobody.
            self.end_within(GRACE, self._app.return_code or 0)

    def end_within(self, seconds: float, code: int) -> None:
        """End the process then at the latest, even where the event loop is held up."""
        end = threading.Timer(seconds, self._end_now, [code])
        end.daemon = True
        end.start()

    def _end_now(self, code: int) -> None:
        if self._open:
            self.outlet.leave(LEAVE)
            self._settle()
        os._exit(code)

    def when_free(self, told: Callable[[], None]) -> bool:
        """Whether a frame can go out now; if not, `told` is called once one can, perhaps from another thread."""
        if not (self._open and self.outlet.when_free(told)):
            return False
        patience = self._pace.may_send(told)
        if patience:
            asyncio.get_running_loop().call_later(patience, told)
        return not patience
