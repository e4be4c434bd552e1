"""`timeline check`: report problems in the files, for people, for programs, or as workflow annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from timeline_tui.cli import inputs, output
from timeline_tui.cli.arguments import Args, files_only
from timeline_tui.cli.output import count

if TYPE_CHECKING:
    from timeline_tui.errors import Problem, Severity

_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def run(args: Args) -> int:
    """Print the problems; return 1 if there is an error or, with --strict, a warning."""
    from timeline_tui.errors import by_severity
    from timeline_tui.text import one_line

    files = inputs.or_default(files_only(args.words))
    store = inputs.open_store(files, words=args.notes)
    problems = [problem for problem in store.problems if args.notes or problem.severity != "note"]
    if args.notes:
        from timeline_tui.load.advice import advice

        problems += advice(store.chronology)
    problems.sort(key=lambda problem: (problem.path, problem.line, problem.column))
    found = by_severity(problems)
    out = output.for_programs() if args.format == "json" else output.for_people()
    out.write(_FORMATS[args.format](problems))
    if not problems and args.format == "text":
        names = ", ".join([one_line(path) for path in files])
        out.write([f"{names}: {count(len(store), 'event')}, no problems"])
    elif args.format != "json":
        out.stream.flush()
        output.say(summary(len(store), found))
    return 1 if found["error"] or (args.strict and found["warning"]) else 0


def summary(events: int, found: Counter[Severity]) -> str:
    """Return "12 events, 0 errors, 2 warnings", with the number of notes if there are any."""
    parts = [count(events, "event"), count(found["error"], "error"), count(found["warning"], "warning")]
    return ", ".join([*parts, *[count(found["note"], "note")] * bool(found["note"])])


def _text(problems: Sequence[Problem]) -> Iterator[str]:
    from timeline_tui.text import one_line

    return (one_line(str(problem)) for problem in problems)


def _json(problems: Sequence[Problem]) -> Iterator[str]:
    from timeline_tui.export.json_text import document

    yield document([problem._asdict() for problem in problems])


def _github(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions"""
    from timeline_tui.text import one_line

    for problem in problems:
        place = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.code}
        properties = ",".join([f"{key}={_property(str(value))}" for key, value in place.items() if value])
        message = problem.message + (f" ({problem.hint})" if problem.hint else "")
        yield f"::{_GITHUB[problem.severity]} {properties}::{_data(one_line(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    from timeline_tui.text import one_line

    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")


_FORMATS = {"text": _text, "json": _json, "github": _github}
