"""The documents agree with the program: keys, examples, and the output they show."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import man_page
import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import timeline_tui.ui
from timeline_tui.cli import main
from timeline_tui.cli.argparse_builder import build
from timeline_tui.cli.commands import COMMANDS
from timeline_tui.dates import format_date, parse_edtf
from timeline_tui.ui.active_keys import key_name

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST_FILE = (ROOT / "docs" / "first-file.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
KEYS = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")

BREAKS = (
    ('date = "0079-08-24?"', 'date = "79-08-24?"'),
    ("locations = [\"Vesuvius\"", "location = [\"Vesuvius\""),
)  # fmt: skip
"""The changes by which README and docs/first-file.md break the file."""


def bindings() -> list[Binding]:
    """All bindings with an id, of all widgets and screens."""
    found = []
    for module in pkgutil.walk_packages(timeline_tui.ui.__path__, "timeline_tui.ui."):
        for part in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(part) and issubclass(part, DOMNode) and part.__module__ == module.name:
                found += [b for b in vars(part).get("BINDINGS", ()) if isinstance(b, Binding) and b.id]
    return found


def toml_blocks(text: str) -> list[str]:
    return [block for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "[[events]]" in block]


def test_there_are_bindings() -> None:
    assert len(bindings()) > 50


@pytest.mark.parametrize("binding", bindings(), ids=lambda binding: str(binding.id))
def test_every_key_is_documented(binding: Binding) -> None:
    row = next((line for line in KEYS.splitlines() if f"`{binding.id}`" in line), None)
    assert row is not None, f"docs/keys.md does not name {binding.id}"
    for key in binding.key.split(","):
        assert key_name(key) in row.split("|")[1], f"{binding.id}: the row lacks the key {key_name(key)}"


def test_every_documented_key_exists() -> None:
    named = set(re.findall(r"`([a-z]+(?:[.-][a-z]+)*\.[a-z-]+)`", KEYS))
    assert named <= {binding.id for binding in bindings()}


def shown_dates() -> list[tuple[str, str]]:
    """The dates of docs/format.md with their display; the first of several in a row."""
    rows = re.findall(r'^\| `"([^|]+)"` \|[^|]+\| ([^|]+) \|$', FORMAT, re.MULTILINE)
    return [(re.split(r'"`, `"', texts)[0], shown) for texts, shown in rows]


def test_the_format_lists_dates_with_their_display() -> None:
    assert len(shown_dates()) == 15


@pytest.mark.parametrize(("text", "shown"), shown_dates())
def test_dates_are_shown_as_documented(text: str, shown: str) -> None:
    assert format_date(parse_edtf(text), weekday=False) == shown


EXAMPLES = [
    (name, n)
    for name, text in (("README", README), ("first-file", FIRST_FILE))
    for n in range(len(toml_blocks(text)))
]


@pytest.mark.parametrize(("document", "block"), EXAMPLES)
def test_examples_have_no_fault(
    document: str, block: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = toml_blocks(README if document == "README" else FIRST_FILE)[block]
    file = tmp_path / "vesuvius.toml"
    file.write_text(text, encoding="utf-8")
    assert main(["check", "--strict", str(file)]) == 0
    assert "no problems" in capsys.readouterr().out


@pytest.mark.parametrize("document", [README, FIRST_FILE], ids=["README", "first-file"])
def test_the_documented_breakage_gives_the_documented_errors(
    document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = max(toml_blocks(document), key=len)
    for right, wrong in BREAKS:
        assert right in text
        text = text.replace(right, wrong)
    monkeypatch.chdir(tmp_path)
    Path("vesuvius.toml").write_text(text, encoding="utf-8")
    assert main(["check", "vesuvius.toml"]) == 1
    reported = [line for line in capsys.readouterr().out.splitlines() if line]
    assert len(reported) == 2
    for line in reported:
        assert line in document
    assert main(["list", "vesuvius.toml"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize(("query", "ids"), [("actor:plinius", 1), ("claim:september", 1), ("since:2018", 1)])
def test_queries_of_the_first_file(
    query: str, ids: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vesuvius.toml"
    file.write_text(max(toml_blocks(FIRST_FILE), key=len), encoding="utf-8")
    assert main(["list", str(file), query]) == 0
    assert len(capsys.readouterr().out.splitlines()) == ids


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speaker:zelensk", {"zelenskiy-pressure", "zelenskiy-just-force"}),
        ("claim:drones", {"air-defence-claims"}),
        ("location:belgorod", {"air-defence-claims"}),
        ("has:claim", None),
        ("date:2024-08-07", None),
    ],
)
def test_queries_of_the_readme(
    query: str, expected: set[str] | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"`{query}`" in README
    assert main(["list", str(ROOT / "data" / "events.toml"), query]) == 0
    found = {line.split("\t")[1] for line in capsys.readouterr().out.splitlines()}
    assert found
    assert expected is None or found == expected


def test_the_picture_of_the_axis_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """After an intended change: python docs/screenshots.py, or the command below into docs/img/axis.svg."""
    assert main(["axis", str(ROOT / "docs" / "img" / "rome.toml"), "--svg", "-"]) == 0
    assert capsys.readouterr().out == (ROOT / "docs" / "img" / "axis.svg").read_text(encoding="utf-8")


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"


def pages() -> list[Path]:
    """Every page of documentation."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def test_install_commands_name_no_package_of_an_index() -> None:
    for page in pages():
        assert not re.search(r"pip install (?:-\S+ )*timeline", page.read_text(encoding="utf-8")), page.name


def test_the_readme_explains_path_before_the_first_command() -> None:
    first = re.search(r"^timeline ", README, re.MULTILINE)
    assert first is not None
    assert "`PATH`" in README[: first.start()]


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_the_readme_leads_to_every_page(page: Path) -> None:
    assert f"(docs/{page.name})" in README


def test_the_man_page_is_up_to_date() -> None:
    """After an intended change: python docs/man_page.py."""
    assert man_page.PAGE.read_text(encoding="utf-8") == man_page.page()


def test_the_man_page_names_every_option_exit_code_and_variable() -> None:
    text = man_page.page().replace("\\-", "-")
    for name in COMMANDS:
        for action in build(name)._actions:
            assert all(option in text for option in action.option_strings if option not in ("-h", "--help"))
    for heading in ("Environment", "Exit codes"):
        assert len(list(man_page.rows(heading))) > 4
