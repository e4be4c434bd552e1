"""What secure mode denies: for each `Feature`, a test that tries it where it would work otherwise."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import secured

from timeline_tui.secure import Feature

ONE = '[[events]]\nid = "one"\ndate = 2024-08-07\ntitle = "The one"\nsources = ["s"]\n\n'
ONE += '[[sources]]\nid = "s"\ntitle = "A source"\nurl = "https://example.org/x"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder to name on the command line, next to other files."""
    (tmp_path / "named").mkdir()
    (tmp_path / "named" / "one.toml").write_text(ONE)
    (tmp_path / "secret.toml").write_text(ONE.replace("The one", "SECRET"))
    return tmp_path


def test_every_feature_has_a_denial() -> None:
    denied = {name.removeprefix("test_no_") for name in globals() if name.startswith("test_no_")}
    assert {feature.name.lower() for feature in Feature} == denied


def test_secure_mode_denies_every_feature_for_good(folder: Path) -> None:
    script = """
secure.begin()
secure.begin()
print([feature.name for feature in Feature if allowed(feature)], len(Feature))
"""
    assert secured.python(script, folder=folder).stdout == f"[] {len(Feature)}\n"


def test_every_feature_is_allowed_outside_secure_mode() -> None:
    from timeline_tui.secure import allowed

    assert all(map(allowed, Feature))


# -- by features ----------------------------------------------------------------------------------------------

PRESS = """
import asyncio
from timeline_tui.config import Config
from timeline_tui.ui.app import TimelineApp
from timeline_tui.ui.loading import FileLoader
from textual.driver import Driver

confined_open.confine(["named"])
written = []
async def press(*keys):
    app = TimelineApp(FileLoader(["named"]), Config())
    async with app.run_test(size=(120, 30)) as pilot:
        app._driver.write = written.append
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        await act(app, pilot)
        print(app.screen_stack[0].content.prompt.message)
async def act(app, pilot):
    pass
"""


def test_no_programs(folder: Path) -> None:
    done = secured.python(PRESS + "asyncio.run(press('e'))", folder=folder, EDITOR="touch")
    assert done.stdout == "other programs cannot be started in secure mode\n", done.stderr
    for tried in (
        "subprocess.run(['true'])", "os.system('true')", "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})", "os.spawnv(os.P_WAIT, '/bin/true', ['true'])",
    ):  # fmt: skip
        assert denied(f"import os, subprocess; {tried}", folder), tried


def test_no_processes(folder: Path) -> None:
    script = """
from timeline_tui.load import readers
readers._cores = lambda: 4
print(readers.start())
"""
    assert secured.python(script, folder=folder).stdout == "None\n"
    assert denied("import os; os.fork()", folder)
    assert denied("import os; os.forkpty()", folder)


def test_no_writing(folder: Path) -> None:
    script = "from timeline_tui.state import kept\nprint(kept(['named'], print))"
    assert secured.python(script, folder=folder).stdout == "None\n"
    done = secured.run(["axis", "named", "--svg", "named/x.svg"], folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == "timeline: files are not written in secure mode: for standard output write --svg -\n"
    )
    assert secured.run(["axis", "named", "--svg", "-"], folder).stdout.endswith("</svg>\n")
    for tried in (
        "open('x', 'w')", "open('x', 'a')", "open('named/one.toml', 'r+')", "os.open('x', os.O_CREAT | os.O_RDWR)",
        "os.mkdir('x')", "os.remove('secret.toml')", "os.rename('secret.toml', 'x')", "os.truncate('secret.toml', 0)",
        "os.symlink('secret.toml', 'x')", "os.link('secret.toml', 'x')", "os.chmod('secret.toml', 0)",
        "tempfile.mkstemp(dir='named')", "tempfile.TemporaryFile(dir='named')", "shutil.rmtree('named')",
    ):  # fmt: skip
        assert denied(f"import os, shutil, tempfile; {tried}", folder), tried
    assert sorted(path.name for path in folder.rglob("*")) == ["named", "one.toml", "secret.toml"]


def test_no_outside(folder: Path) -> None:
    (folder / "named" / "link.toml").symlink_to(folder / "secret.toml")
    (folder / "named" / "away").symlink_to(folder)
    (folder / "named" / "inside").mkdir()
    (folder / "named" / "inside" / "two.toml").write_text(ONE.replace("The one", "The two"))
    done = secured.run(["list", "named"], folder)
    assert "The one" in done.stdout
    assert "The two" in done.stdout
    assert "SECRET" not in done.stdout + done.stderr
    assert "link.toml: error: this is not below what was named (whoever keeps these files can" in done.stderr
    assert "away: error: this is not below what was named" in done.stderr
    assert "timeline check" not in done.stderr
    script = """
from timeline_tui.load import sources
confined_open.confine(["named"])
confined_open.confine(["secret.toml"])  # once and for all
for path in ["secret.toml", "named/../secret.toml", "named/link.toml", "named/away/secret.toml", "/etc/passwd",
             "named/inside/../../secret.toml", "named//one.toml", "namedx", ""]:
    data, problems = sources.read(path)
    print(data, [problem.code for problem in problems])
print(sources.read("named/one.toml")[0] is not None)
"""
    lines = secured.python(script, folder=folder).stdout.splitlines()
    assert set(lines[:-1]) == {"None ['file-unreadable']"}
    assert lines[-1] == "True"


def test_no_settings(folder: Path) -> None:
    script = """
from timeline_tui import config
from timeline_tui.cli import inputs
config.load_config = lambda _: (config.Config(file="secret.toml"), ())
print([inputs.configured().file, inputs.files_or_default([])[0].endswith("data/events.toml")])
"""
    assert secured.python(script, folder=folder).stdout == "['', True]\n"
    settings = folder / "config.toml"
    settings.write_text('file = "secret.toml"\ntheme = "no such theme"\n')
    home = folder / ".config" / "timeline"
    home.mkdir(parents=True)
    (home / "config.toml").write_text(settings.read_text())
    done = secured.run(["list"], folder, TIMELINE_CONFIG=str(settings), HOME=str(folder))
    assert done.returncode == 0
    assert "SECRET" not in done.stdout
    assert "theme" not in done.stderr


def test_no_environment(folder: Path) -> None:
    hostile = {
        "TEXTUAL_DRIVER": "evil:Driver", "TEXTUAL_LOG": "log", "TEXTUAL_SCREENSHOT": "1", "TEXTUAL": "devtools",
        "TEXTUAL_PRESS": "q", "EDITOR": "evil", "PAGER": "evil", "BROWSER": "evil", "TZ": ":/etc/passwd",
        "TERMINFO": "/tmp", "TIMELINE_FILE": "secret.toml", "HOME": "/root", "XDG_CONFIG_HOME": "/tmp",
        "LD_PRELOAD": "", "TERM": "../../x", "LANG": "/tmp/x",
    }  # fmt: skip
    script = """
import json, os
print(json.dumps(dict(os.environ)))
"""
    left = json.loads(secured.python(script, folder=folder, **hostile).stdout)
    assert left.pop("HOME") == "/nonexistent"
    assert set(left) <= {"LC_CTYPE"}  # set by Python itself
    kept = {"TERM": "xterm-256color", "LANG": "de_DE.UTF-8", "NO_COLOR": "1"}
    left = json.loads(secured.python(script, folder=folder, **kept).stdout)
    assert {name: left[name] for name in left if name not in ("LC_CTYPE", "HOME")} == kept
    done = secured.run(["list", "named"], folder, **hostile)
    assert "The one" in done.stdout
    assert sorted(path.name for path in folder.rglob("*")) == ["named", "one.toml", "secret.toml"]


def test_no_clipboard(folder: Path) -> None:
    script = (
        PRESS
        + "async def act(app, pilot): app.copy_to_clipboard('text')\nasyncio.run(press('y')); print(written)"
    )
    message, sent = secured.python(script, folder=folder).stdout.splitlines()
    assert message == "the clipboard is not available in secure mode"
    assert "]52;" not in sent


def test_invalid_dates_are_refused(folder: Path) -> None:
    script = """
from datetime import date
from timeline_tui.dates import DateContext, read_human
from timeline_tui.errors import DateError
for text in ("7 aug 2024", "event 7"):
    try:
        print(read_human(text, DateContext(date(2024, 8, 9))).date.text)
    except DateError as error:
        print(error.reason)
"""
    done = secured.python(script, folder=folder)
    assert done.stdout.startswith("2024-08-07\n'event' is not understood"), done.stderr


def test_no_links(folder: Path) -> None:
    linked = 'summary = "see [this](https://example.org/y) and https://example.org/z"\n'
    (folder / "named" / "one.toml").write_text(ONE.replace("sources", f"{linked}sources", 1))
    script = """
import re
from timeline_tui.load import load
from timeline_tui.store import Store
from timeline_tui.ui.styled_document import describe
from timeline_tui.ui.glyphs import Glyphs
import timeline_tui.ui.glyphs as glyphs
from timeline_tui.ui.terminal.screen_output import cell_style
from rich.color import ColorSystem

confined_open.confine(["named"])
store = Store(load(["named"]).chronology)
described = describe(store.events[0], store, glyphs.for_locale())
spans = [span.style for paragraph in described.paragraphs for span in paragraph.text.spans]
print(len(spans), [style.link for style in spans if not isinstance(style, str) and style.link])
"""
    done = secured.python(script, folder=folder)
    assert re.fullmatch(r"[1-9][0-9]* \[\]\n", done.stdout), done.stderr


def test_no_media(folder: Path) -> None:
    (folder / "named" / "x.jpg").write_bytes(b"x")
    (folder / "named" / "one.toml").write_text(
        ONE.replace("sources", 'media = [{ path = "x.jpg" }]\nsources', 1)
    )
    done = secured.python(PRESS + "asyncio.run(press('o'))", folder=folder, DISPLAY=":0")
    assert done.stdout == "media files are not opened in secure mode\n", done.stderr
    script = "from timeline_tui.ui import opener\nfrom timeline_tui.model import Media\n"
    script += (
        "print(opener.open_media(Media('x.jpg'), 'named/one.toml'), opener.open_address('https://x.org'))"
    )
    output = secured.python(script, folder=folder, DISPLAY=":0").stdout
    assert output == "media files are not opened in secure mode addresses are not opened in secure mode\n"


def test_no_addresses(folder: Path) -> None:
    script = (
        PRESS
        + """
opened = []
async def act(app, pilot):
    app._driver.open_url = lambda *words, **more: opened.append(words)
    app.open_url("https://example.org")
    await pilot.pause()
asyncio.run(press())
print(opened)
"""
    )
    assert secured.python(script, folder=folder).stdout.splitlines()[-1] == "[]"


def test_the_zone_of_the_machine_is_not_offered(folder: Path) -> None:
    script = (
        PRESS
        + """
seen = []
async def act(app, pilot):
    for _ in range(4):
        await pilot.press("T")
        seen.append(app.screen.session.times.value)
asyncio.run(press())
print(seen)
"""
    )
    done = secured.python(script, folder=folder, TZ="Asia/Tokyo")
    assert done.stdout.splitlines()[-1] == "['written', 'utc', 'zone', 'written']", done.stderr


def test_no_suspension(folder: Path) -> None:
    script = (
        PRESS
        + "import signal; signal.signal(signal.SIGTSTP, lambda *_: print('stopped'))\nasyncio.run(press('ctrl+z'))"
    )
    assert secured.python(script, folder=folder).stdout == "suspending is not available in secure mode\n"


def test_no_system_commands(folder: Path) -> None:
    script = (
        PRESS
        + """
async def act(app, pilot):
    from timeline_tui.ui.commands import Commands
    print(list(app.get_system_commands(app.screen)))
    print(sorted(command.name for command in Commands(app.screen).commands()))
asyncio.run(press())
"""
    )
    own, offered = secured.python(script, folder=folder).stdout.splitlines()[:2]
    assert own == "[]"
    assert "Quit" in offered
    assert not re.search("editor|copy|stop|screenshot", offered, re.IGNORECASE)


def test_the_command_of_the_client_is_ignored(folder: Path) -> None:
    """No part of the program reads the variable, in any mode; the test fails if one does."""
    assert "SSH_ORIGINAL" not in "".join([path.read_text() for path in secured.SOURCES.rglob("*.py")])
    plain = secured.run(["list", "named"], folder)
    forced = secured.run(["list", "named"], folder, SSH_ORIGINAL_COMMAND="timeline list secret.toml")
    assert forced.stdout == plain.stdout
    assert (forced.returncode, forced.stderr) == (0, "")


def test_no_network(folder: Path) -> None:
    for tried in (
        "socket.create_connection(('127.0.0.1', 9))", "socket.socket()", "socket.getaddrinfo('localhost', 80)",
        "socket.socket(socket.AF_UNIX).connect('/tmp/x')", "socket.socket(socket.AF_UNIX).bind('x')",
    ):  # fmt: skip
        assert denied(f"import socket; {tried}", folder), tried
    assert not denied("import socket; socket.socketpair()", folder)  # which asyncio needs for its self-pipe


def test_no_tracebacks(folder: Path) -> None:
    (folder / "named" / "one.toml").write_text(ONE.replace("The one", "CONFIDENTIAL"))
    script = """
from timeline_tui.cli import main
import timeline_tui.store
def fails(*_):
    raise RuntimeError("CONFIDENTIAL \\x1b]0;x\\x07")
timeline_tui.store.Store.view = fails
print(main(["list", "named"]))
"""
    done = secured.python(script, folder=folder)
    assert done.stdout == "70\n"
    output = r"timeline: internal error [0-9a-f]{8}: tell the administrator\n"
    assert re.fullmatch(output, done.stderr)
    assert secured.python(script, folder=folder).stderr == done.stderr  # the report can be found again


def denied(statement: str, folder: Path) -> bool:
    """Return whether the sandbox denies a statement that works without it."""
    script = f"""
try:
    {statement}
except secure.SecureModeError:
    print("denied")
"""
    done: subprocess.CompletedProcess[str] = secured.python(script, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout == "denied\n"


# -- how it begins --------------------------------------------------------------------------------------------


def with_variables(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `timeline --secure list named` without isolation, so that Python reads the variables."""
    run = f"import sys; sys.path.insert(0, {str(secured.SOURCES)!r}); from timeline_tui.cli import program; program()"
    return subprocess.run(
        [sys.executable, "-c", run, "--secure", "list", "named"],
        capture_output=True, text=True, check=False, cwd=folder, timeout=60, env=variables,
    )  # fmt: skip


def test_python_variables_are_refused_with_the_command_that_clears_them(folder: Path) -> None:
    hostile = {"PYTHONPATH": str(folder), "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "error"}
    done = with_variables(folder, **hostile)
    assert (done.returncode, done.stdout) == (2, "")
    assert "PYTHONPATH and PYTHONWARNINGS are set" in done.stderr
    wayout = next(line for line in done.stderr.splitlines() if "start it as" in line)
    options = wayout.partition("start it as env ")[2].partition(" timeline")[0].split()
    assert options == ["-u", "PYTHONPATH", "-u", "PYTHONWARNINGS"]
    left = {name: value for name, value in hostile.items() if name not in options}
    assert with_variables(folder, **left).returncode == 0


@pytest.mark.parametrize(
    "name", ["PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PYTHONUTF8", "PYTHONSTARTUP", "PYTHONNOUSERSITE"]
)
def test_harmless_variables_of_python_are_cleared(folder: Path, name: str) -> None:
    plain, done = with_variables(folder), with_variables(folder, **{name: "1"})
    assert (done.returncode, done.stdout, done.stderr) == (0, plain.stdout, plain.stderr)
    script = (
        "import os; from timeline_tui.cli import main; "
        "main(['--secure', 'list', 'named']); print(sorted(os.environ))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(secured.SOURCES)!r}); {script}"],
        capture_output=True, text=True, check=True, cwd=folder, timeout=60, env={name: "1"},
    )  # fmt: skip
    assert "PYTHON" not in shown.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "name", ["PYTHONPATH", "PYTHONHOME", "PYTHONINSPECT", "PYTHONPYCACHEPREFIX", "PYTHONSOON"]
)
def test_variables_that_change_python_are_not_on_the_harmless_list(name: str) -> None:
    from timeline_tui.cli import _HARMLESS

    assert name not in _HARMLESS


@pytest.mark.parametrize(
    "words", [["list", "--secure", "named"], ["--secure", "list", "named"], ["list", "named", "--secure"]]
)
def test_the_secure_option_may_stand_anywhere(folder: Path, words: list[str]) -> None:
    script = f"from timeline_tui.cli import main; main({words!r}); print(secure.on())"
    done = secured.python(script.replace("secure.begin", ""), folder=folder)
    assert done.stdout.endswith("The one\nTrue\n")


def test_a_query_may_contain_the_secure_option(folder: Path) -> None:
    done = secured.run(["list", "named", "--", "--secure"], folder)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(("value", "secure"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_the_environment_variable_turns_secure_mode_on(folder: Path, value: str, secure: bool) -> None:
    run = f"import sys; sys.path.insert(0, {str(secured.SOURCES)!r})\nfrom timeline_tui import cli, secure\n"
    run += "cli.main(['list', 'named'])\nprint(secure.on())"
    done = subprocess.run(
        [sys.executable, "-I", "-c", run], capture_output=True, text=True, check=True, cwd=folder,
        env={"TIMELINE_SECURE": value},
    )  # fmt: skip
    assert done.stdout.endswith(f"{secure}\n")


def test_limits_are_set(folder: Path) -> None:
    script = """
import resource
from timeline_tui.secure.sandbox import MEMORY
print(resource.getrlimit(resource.RLIMIT_CORE) == (0, 0), resource.getrlimit(resource.RLIMIT_FSIZE) == (0, 0),
      resource.getrlimit(resource.RLIMIT_AS)[1] <= MEMORY, resource.getrlimit(resource.RLIMIT_NOFILE)[0] <= 64)
"""
    assert secured.python(script, folder=folder).stdout == "True True True True\n"


def test_redirected_output_is_written_to_the_file(folder: Path) -> None:
    with (folder / "out").open("w") as out:
        subprocess.run(
            secured.command("list", "named"), check=True, cwd=folder, env={}, stdout=out, stderr=out
        )
    assert "The one" in (folder / "out").read_text()
