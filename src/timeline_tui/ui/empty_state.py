"""Explain in the detail pane why no event is shown, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.style import Style
from rich.text import Text

from timeline_tui.errors import Problem, by_severity
from timeline_tui.export import as_of
from timeline_tui.query import And, AsKnown, Query
from timeline_tui.secure import Feature, allowed
from timeline_tui.text import counted, one_line
from timeline_tui.ui import styles
from timeline_tui.ui.session import Session
from timeline_tui.ui.styled_document import Description, StyledParagraph

SHOWN = 30
"""Maximum number of problems listed here; the problems screen lists all."""

PARTS = 8
"""Maximum number of parts of a filter that are counted separately."""

EXAMPLE = """[[events]]
date = 2024-08-07
title = "What happened\""""


def explain(session: Session) -> Description:
    """Explain an empty view: the filter matches nothing, the files are broken, or they have no events."""
    if len(session.store):
        paragraphs = _no_match(session)
    elif any(problem.code != "no-events" for problem in session.store.problems):
        paragraphs = _broken(session.store.problems)
    else:
        paragraphs = _no_events(session.store.chronology.paths)
    return Description(tuple(paragraphs), ())


def _line(text: str, style: Style = styles.PLAIN, *, indent: int = 0) -> StyledParagraph:
    return StyledParagraph(Text(text, style), indent=indent)


def _key(key: str, action: str) -> StyledParagraph:
    return StyledParagraph(Text.assemble((f"{key} ", styles.TITLE), f"   {action}"))


_BLANK = _line("")


def _no_match(session: Session) -> Iterator[StyledParagraph]:
    yield _line("No event matches the filter", styles.TITLE)
    yield _BLANK
    yield _line(one_line(session.text), styles.MATCH, indent=2)
    yield _BLANK
    query, known = session.view.query, len(session.view.store)
    clear = f"show all {counted(len(session.store), 'event')}"
    if query is not None:
        yield from _count_parts(session, query)
        if query.known is not None:
            yield from _as_known(query.known, len(session.store) - known)
            if known:
                clear = f"show the {counted(known, 'event')} known then; again: all events"
    yield _key("\\", clear)
    yield _key("/", "change the filter")
    yield _key("f", "list values, with counts")


def _as_known(known: AsKnown, hidden: int) -> Iterable[StyledParagraph]:
    return _line(as_of.summary(known, hidden)), _BLANK, _key("@", "and Enter: show what is known now")


def _count_parts(session: Session, query: Query) -> Iterator[StyledParagraph]:
    """Count the events that each part of the filter matches alone, to show which one excludes everything."""
    if not isinstance(query.root, And):
        return
    yield _line("Each part alone:")
    for part in query.root.parts[:PARTS]:
        alone = session.store.view(Query(session.text, part, known=query.known))
        shown = one_line(session.text[part.start : part.end])
        yield StyledParagraph(Text.assemble(f"{len(alone):>6,}  ", (shown, styles.NAME)), indent=2, hang=8)
    yield _BLANK


def _broken(problems: tuple[Problem, ...]) -> Iterator[StyledParagraph]:
    total = by_severity(problems).total()
    yield _line("No events could be read", styles.TITLE)
    yield _BLANK
    yield _line(f"{counted(total, 'problem')}:")
    for problem in problems[:SHOWN]:
        yield _BLANK
        yield _line(one_line(problem.place), styles.ERROR, indent=2)
        yield _line(one_line(problem.message), indent=2)
        if problem.hint:
            yield _line(one_line(problem.hint), styles.DIM, indent=2)
    if len(problems) > SHOWN:
        yield _line(f"+{total - SHOWN:,} more: press !", styles.DIM, indent=2)
    yield from _next_steps()


def _no_events(paths: tuple[str, ...]) -> Iterator[StyledParagraph]:
    yield _line("No events yet", styles.TITLE)
    yield _BLANK
    yield _line(f"{one_line(', '.join(paths[:3])) or 'This'} has no events. The smallest event is")
    yield _BLANK
    yield _line(EXAMPLE, styles.NAME, indent=4)
    yield from _next_steps()


def _next_steps() -> Iterator[StyledParagraph]:
    yield _BLANK
    if allowed(Feature.PROGRAMS):
        yield _key("e", "edit the file in your $EDITOR, then reload it")
    yield _key("r", "reload")
    yield _key("q", "quit")
