"""Textual's Linux driver with flow control, an input filter, and its own handling of signals and terminal settings.

On a slow line, frames are drawn faster than they can be sent. Textual queues up to thirty writes, then blocks. Here the
caller asks first and draws the newest state once the line is free: when the kernel has accepted every byte
(`TerminalWriter.when_free`) and the terminal has processed most of them (`FlowControl`). Textual's input thread wakes
up ten times a second to check whether it should end; this one sleeps until there is input.

The driver also restores the terminal: every exit puts back the settings found at the first start. Signal handlers are
installed before the first byte is written. Changes to the terminal are made in the event loop, one after the other,
never in a signal handler, which could interrupt another change.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import select
import signal
import termios
import threading
import time
import tty
from collections import deque
from collections.abc import Callable
from typing import Any, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from timeline_tui.patterns import late
from timeline_tui.ui import compat
from timeline_tui.ui.compat import ParseError, XTermParser
from timeline_tui.ui.terminal.flow_control import QUESTION, FlowControl
from timeline_tui.ui.terminal.input_filter import InputFilter
from timeline_tui.ui.terminal.wakeable_event import WakeableEvent
from timeline_tui.ui.terminal.writer import TerminalWriter

_BACKLOG, _MOUSE_BACKLOG = 200, 20
"""Events that may be queued in the application. Beyond that, keys wait in the driver and mouse events are dropped."""
_AHEAD = 1024
"""Chunks of about 1 kB that may wait in the driver. Further input except Ctrl-C is dropped."""
_INTERRUPT = late("\x03|\x1b\\[99(?::[0-9]*)*;5(?::1)?u")
"""Ctrl-C, as a control character or in the encoding of the kitty keyboard protocol."""
# Seconds between two checks of the application's queue while input waits here.
_BREATH = 0.02
DEADLINE = 1.5
"""Seconds for an orderly exit. A terminal that has hung up accepts no output and must not block the exit."""
GRACE = 0.2
"""Seconds that the process may still run after the terminal is restored."""
LEAVE = (
    # The keyboard flags go before the alternate screen: each screen has a stack of its own (the kitty protocol).
    "\x1b[?2026l\x1b[r\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[?2004l\x1b[<u"
    "\x1b[?2048l\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h"
)
"""Resets every mode that the program or Textual may have set.

In this order: synchronized output, scrolling margins, mouse and focus reports, bracketed paste, kitty keyboard flags,
in-band resize reports, autowrap, SGR, the alternate screen, the cursor (xterm's ctlseqs; the kitty protocol).
"""
MOST_COLUMNS, MOST_ROWS = 500, 200
"""The largest screen that is drawn. A terminal may report any size, and each cell takes memory."""
_MOUSE_MODES = (1000, 1002, 1006)
"""Presses and the wheel; motion while a button is held; decimal coordinates (xterm's ctlseqs, "Mouse Tracking")."""
_FOCUS_REPORTS = "\x1b[?1004h"
# 128 + SIGHUP, as a shell reports it.
_HUNG_UP = 129
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
"""Signals whose default action ends the process at once, without restoring the terminal."""


def clamped(width: int, height: int) -> tuple[int, int]:
    """Return the columns and rows to draw in a terminal of this size."""
    return max(1, min(width, MOST_COLUMNS)), max(1, min(height, MOST_ROWS))


class TerminalDriver(LinuxDriver):
    """Textual's Linux driver with flow control, an input filter and its own signal handling."""

    # Whether the user's settings bind a key with Alt.
    alt_is_bound = False
    backlog: Callable[[], int] = staticmethod(lambda: 0)
    """Returns the number of keys, pastes and mouse events queued in the application."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # Textual itself exits without a standard error.
        assert self._file is not None
        self.outlet = TerminalWriter(self._file)
        # Implements the file methods that the writer thread calls.
        self._file = cast(Any, self.outlet)
        self.exit_event = self._end = WakeableEvent()
        # Whether modes may have been set that have to be reset.
        self._open = False
        # From the end of a start to the beginning of a stop.
        self._running = False
        # Whether SIGTSTP asks for a stop, and whether the process has stopped.
        self._stop_wanted = self._stopped = False
        # Output kept back while the terminal still echoes input.
        self._held: list[str] | None = None
        # The output of a start.
        self._enter = ""
        # The terminal's settings before the first start (termios).
        self._original: list[Any] | None = None
        self._pace = FlowControl(time.monotonic)
        self._under_way: deque[Message] = deque()
        self.on_start: Callable[[], None] = lambda: None
        self.alt_is_bound = any("alt+" in keys for keys in compat.keymap_of(app).values())

    def send(self, frame: str) -> None:
        """Write a frame, and a request that the terminal answers once it has processed the frame."""
        self._pace.sent(len(frame))
        self.write(f"{frame}{QUESTION}")

    def send_message(self, message: Message) -> None:
        """Put a message into the application's queue; thread-safe."""
        # Counted until it is delivered: the event loop has a queue of its own, which `backlog` does not see.
        self._under_way.append(message)
        self._loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        self._app.post_message(self._under_way.popleft())

    def _waiting(self) -> int:
        """Return the number of events queued in the application or in transit to it."""
        return len(self._under_way) + self.backlog()

    def _get_terminal_size(self) -> tuple[int, int]:
        return clamped(*super()._get_terminal_size())

    def disable_input(self) -> None:
        """Stop reading input, after waiting for the terminal's outstanding answers."""
        # Before the input thread ends, because that thread reads the answers.
        self._pace.wait()
        super().disable_input()
        self._pace.forget()

    def write(self, data: str) -> None:
        """Write as much as the terminal accepts now; the writer thread writes the rest."""
        if self._held is not None:
            self._held.append(data)
        elif self.outlet.announce(data):
            super().write(data)

    def run_input_thread(self) -> None:
        """Pass input to the application until the exit event is set. End of input ends the program."""
        parser = XTermParser(self._debug)
        inputs = InputFilter(
            time.monotonic,
            alt=self.alt_is_bound,
            cursor_reported=self._pace.answered,
            room=lambda: _MOUSE_BACKLOG - self._waiting(),
        )
        ahead: deque[str] = deque()
        while not self._end.is_set():
            # Input beyond the backlog stays here, where Ctrl-C can overtake it.
            while ahead and self._waiting() <= _BACKLOG:
                parser = self._hand_on(parser, ahead.popleft())
            # None if nothing is unfinished: then select sleeps until there is input, so an idle browser never wakes up.
            timeout = inputs.timeout()
            if ahead:
                timeout = _BREATH if timeout is None else min(_BREATH, timeout)
            if self.fileno in select.select([self.fileno, self._end], [], [], timeout)[0]:
                data = b""
                with contextlib.suppress(OSError):
                    data = os.read(self.fileno, 1024)
                # After a hang-up, read returns nothing or fails with EIO (POSIX, XBD 11.1.10), and `select`
                # reports input for ever.
                if not data:
                    self.end_within(DEADLINE, _HUNG_UP)
                    self._app.call_later(self._app.exit, return_code=_HUNG_UP)
                    break
                typed = inputs.feed(data)
            else:
                typed = inputs.expire()
            interrupt = _INTERRUPT.search(typed)
            if interrupt:
                # Ctrl-C discards queued input, as in a terminal with ISIG and without NOFLSH (termios(3)).
                ahead.clear()
                typed = typed[interrupt.start() :]
            # Join small reads, so that `_AHEAD` limits the size of what waits.
            if typed and ahead and len(ahead[-1]) < 1024:
                ahead[-1] += typed
            elif typed and len(ahead) < _AHEAD:
                ahead.append(typed)
        with contextlib.suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _hand_on(self, parser: XTermParser, typed: str) -> XTermParser:
        """Feed complete sequences to the parser; return the parser to use for the next ones.

        If Textual's parser fails, the input is dropped and a new parser is returned.
        """
        if not typed:
            # Textual's parser takes an empty string for the end of input.
            return parser
        try:
            for message in parser.feed(typed):
                self.process_message(message)
        except (ValueError, OverflowError, LookupError, TypeError):
            return XTermParser(self._debug)
        return parser

    # -- setting up and restoring the terminal --------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Set the terminal up, at the first start or again after an editor or a stop.

        Textual enters the alternate screen before it turns off the echo, so that input in between would appear on the
        screen. Here its output is held back until the terminal is raw. The echo returns after the screen is left.
        """
        if self._original is None:
            # Before anything changes: a signal without a handler would leave the terminal raw.
            self._handle_signals()
            with contextlib.suppress(termios.error):
                self._original = termios.tcgetattr(self.fileno)
        self.outlet.open()
        # Before the first change, so that `_end_now` restores the terminal even if a signal comes halfway.
        self._open = True
        self._make_raw()
        self._held = []
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # Textual read them after `_make_raw`; `_settle` restores the original ones.
        self.attrs_before = None
        held, self._held = self._held, None
        # Focus reports are not used; each would be sent and would wake the program.
        self._enter = "".join(held or ()).replace(_FOCUS_REPORTS, "")
        # In the background, Textual's start returns early, without a writer thread.
        self._running = self._writer_thread is not None and self._writer_thread.is_alive()
        self._stopped = False
        self.write(self._enter)
        # Textual reads the size in the handler. A handler interrupted by the next one would report the older size last.
        signal.signal(signal.SIGWINCH, lambda *_: self._loop.call_soon_threadsafe(self._resized))
        self._loop.call_soon_threadsafe(self.on_start)

    def stop_application_mode(self) -> None:
        """Leave the alternate screen; `close` waits until the output is written."""
        self._running = False
        super().stop_application_mode()

    def _make_raw(self) -> None:
        """Apply Textual's flags to the original terminal settings.

        If the process is in the background, the call stops it (SIGTTOU) until it is in the foreground (termios(3)).

        Raises:
            OSError: The terminal is gone.
        """
        if self._original is None:
            return None
        # Not from the current settings: an editor may have left the terminal raw.
        raw = [*self._original]
        raw[tty.LFLAG] = self._patch_lflag(raw[tty.LFLAG])
        raw[tty.IFLAG] = self._patch_iflag(raw[tty.IFLAG])
        # A copy, because `_original` has the same list.
        raw[tty.CC] = [*raw[tty.CC]]
        # On some systems this is the slot of VEOF (POSIX.1, <termios.h>), whose Ctrl-D means a minimum of four bytes.
        raw[tty.CC][termios.VMIN] = 1
        while True:
            try:
                return termios.tcsetattr(self.fileno, termios.TCSANOW, raw)
            except termios.error as error:
                # SIGCONT after the stop interrupts the call.
                if error.args[0] != errno.EINTR:
                    raise OSError(*error.args) from None

    def _enable_mouse_support(self) -> None:
        """Enable only the mouse reports that are used; Textual's own version also enables all motion (mode 1003)."""
        if self._mouse:
            self.write("".join(f"\x1b[?{mode}h" for mode in _MOUSE_MODES))

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("".join(f"\x1b[?{mode}l" for mode in _MOUSE_MODES))

    def _query_in_band_window_resize(self) -> None:
        """Do nothing. SIGWINCH reports resizes, and with in-band reports Textual would enable mouse pixels."""

    def _settle(self) -> None:
        if self._original is not None:
            with contextlib.suppress(termios.error):
                # Not TCSADRAIN, which would wait for a terminal that accepts no output.
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._original)

    # -- signals --------------------------------------------------------------------------------------------

    def _handle_signals(self) -> None:
        """Install handlers that end the program in order, with the exit code 128 + signal as in a shell.

        `loop.add_signal_handler` is not used, because it would also handle a Ctrl-C meant for an external editor.
        """

        def end(number: int, _: object) -> None:
            # The time limit first: the event loop may be blocked.
            self.end_within(DEADLINE, 128 + number)
            try:
                self._loop.call_soon_threadsafe(lambda: self._app.exit(return_code=128 + number))
            except RuntimeError:
                # The loop is closed, so the terminal is restored.
                os._exit(128 + number)

        for number in ENDING:
            signal.signal(number, end)
        # The kernel may deliver a signal to any thread, but Python runs handlers in the main thread only, which may be
        # asleep in the event loop. A byte in this pipe wakes it (signal.set_wakeup_fd).
        woken, wake = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wake, False)
        # A burst of signals may fill the pipe; one byte in it is enough.
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        self._loop.add_reader(woken, os.read, woken, 4096)

    def _sigtstp_application(self, *_: object) -> None:
        """Stop the process: at once while an editor has the terminal, else after restoring the terminal."""
        if not self._auto_restart:
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        self._stop_wanted = True
        self._loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        if not self._stop_wanted:
            # Already continued.
            return
        # Ignore SIGTSTP until the process continues. Python handles pending signals in the order of their numbers, so
        # a second SIGTSTP (20) would be handled after the SIGCONT (18) and stop the process again.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        try:
            if self._running:
                self.suspend_application_mode()
                self._stopped = True
            # Not if SIGCONT has arrived since.
            if self._stop_wanted:
                os.kill(os.getpid(), signal.SIGSTOP)
        finally:
            signal.signal(signal.SIGTSTP, self._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        """Resume after a stop, also one by SIGSTOP, which cannot be caught. SIGCONT may come without a stop, too."""
        self._stop_wanted = False
        # False while an editor has the terminal.
        if self._auto_restart:
            self._loop.call_soon_threadsafe(self._go_on)

    def _go_on(self) -> None:
        if self._stopped:
            self.start_application_mode()
        elif self._running:
            # The shell may have changed any mode. Kitty's keyboard flags are a stack, so pop before pushing again.
            self._make_raw()
            self.write(f"\x1b[<u{self._enter}")
            self.on_start()
        if self._running and self._app.screen_stack:
            self._app.screen.refresh(layout=True)

    def _resized(self) -> None:
        size = Size(*self._get_terminal_size())
        self.send_message(Resize(size, size))

    def close(self) -> None:
        """Wait until all output is written, then restore the terminal's original settings."""
        super().close()
        # From here on another program has the screen, and `_end_now` must not write LEAVE over it.
        self._open = False
        self._settle()
        self.outlet.close()
        # After an error the command line still has to report it.
        if compat.is_exiting(self._app) and compat.error_of(self._app) is None:
            # The user has the terminal back. The results of threads still running are not needed.
            self.end_within(GRACE, self._app.return_code or 0)

    def end_within(self, seconds: float, code: int) -> None:
        """End the process after a time limit, even if the event loop is blocked.

        Args:
            seconds: The time limit.
            code: The exit code.
        """
        end = threading.Timer(seconds, self._end_now, [code])
        # The interpreter would wait for a timer that is not a daemon.
        end.daemon = True
        end.start()

    def _end_now(self, code: int) -> None:
        if self._open:
            self.outlet.leave(LEAVE)
            self._settle()
        # `sys.exit` would end only this thread.
        os._exit(code)

    def when_free(self, callback: Callable[[], None]) -> bool:
        """Return whether a frame can be sent now; if not, call `callback` once it can, maybe from another thread."""
        if not (self._open and self.outlet.when_free(callback)):
            return False
        # An answer calls back; if it is lost, the event loop does after this delay.
        delay = self._pace.may_send(callback)
        if delay:
            asyncio.get_running_loop().call_later(delay, callback)
        return not delay
