"""`timeline check`: report problems in the files, for people, for programs, or as workflow annotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline_tui.cli import inputs, output
from timeline_tui.cli.arguments import Args, files_only
from timeline_tui.cli.output import count
from timeline_tui.errors import Problem, by_severity
from timeline_tui.text import one_line

_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def run(args: Args) -> int:
    """Print the problems; return 1 if there is an error or, with --strict, a warning."""
    files = inputs.files_or_default(files_only(args.words))
    store = inputs.open_store(files, words=args.notes)
    problems = list(store.problems)
    if args.notes:
        from timeline_tui.load.advice import advice

        problems += advice(store.chronology)
    else:
        problems = [problem for problem in problems if problem.severity != "note"]
    problems.sort(key=lambda problem: (problem.path, problem.line, problem.column))
    found = by_severity(problems)
    out = output.for_programs() if args.format == "json" else output.for_people()
    out.write(_FORMATS[args.format](problems))
    if not problems and args.format == "text":
        names = ", ".join(map(one_line, files))
        out.write([f"{names}: {count(len(store), 'event')}, no problems"])
    elif args.format != "json":
        # Standard error is not buffered as standard output is, so the totals would come before the problems.
        out.stream.flush()
        parts = [
            count(len(store), "event"),
            count(found["error"], "error"),
            count(found["warning"], "warning"),
        ]
        output.say(", ".join(parts + [count(found["note"], "note")] * bool(found["note"])))
    return 1 if found["error"] or (args.strict and found["warning"]) else 0


def _text(problems: Sequence[Problem]) -> Iterator[str]:
    return (one_line(str(problem)) for problem in problems)


def _json(problems: Sequence[Problem]) -> Iterator[str]:
    from timeline_tui.export.json_text import document

    yield document([problem._asdict() for problem in problems])


def _github(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions"""
    for problem in problems:
        place = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.code}
        properties = ",".join([f"{key}={_property(str(value))}" for key, value in place.items() if value])
        message = problem.message + (f" ({problem.hint})" if problem.hint else "")
        yield f"::{_GITHUB[problem.severity]} {properties}::{_escaped(message)}"


def _escaped(text: str) -> str:
    # The percent sign first, since the other escapes contain it.
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


_FORMATS = {"text": _text, "json": _json, "github": _github}
