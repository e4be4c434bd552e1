"""Explain in the detail pane why there is no event to show, and what to do next."""

from __future__ import annotations

from rich.text import Text

from timeline_tui.errors import Problem, by_severity
from timeline_tui.export import as_of
from timeline_tui.query import And, Query
from timeline_tui.secure import Feature, allowed
from timeline_tui.text import one_line
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
        return _no_match(session)
    if any(problem.code != "no-events" for problem in session.store.problems):
        return _broken(session.store.problems)
    return _empty(session)


def _no_match(session: Session) -> Description:
    known = session.view.query is not None and session.view.query.known is not None
    again = f"shows all {len(session.store):,} events again"
    if known and len(session.view.store):
        again = f"shows the {len(session.view.store):,} known then; once more: all events"
    found = [
        StyledParagraph(Text("No event matches the filter", styles.TITLE)),
        StyledParagraph(Text("")),
        StyledParagraph(Text(one_line(session.text), styles.MATCH), indent=2),
        StyledParagraph(Text("")),
        *_each_part(session),
        *_not_known(session),
        StyledParagraph(Text.assemble(("\\ ", styles.TITLE), f"   {again}")),
        StyledParagraph(Text.assemble(("/ ", styles.TITLE), "   changes the filter")),
        StyledParagraph(Text.assemble(("f ", styles.TITLE), "   lists the values there are, with counts")),
    ]
    return Description(tuple(found), ())


def _not_known(session: Session) -> list[StyledParagraph]:
    """Explain that the filter has an as-of day, if it has."""
    view = session.view
    if view.query is None or view.query.known is None:
        return []
    said = as_of.said(view.query.known, len(session.store) - len(view.store))
    way_out = StyledParagraph(Text.assemble(("@ ", styles.TITLE), "   and Enter shows what is known now"))
    return [StyledParagraph(Text(said)), StyledParagraph(Text("")), way_out]


def _each_part(session: Session) -> list[StyledParagraph]:
    """List how many events each part of the filter matches alone, to show which one excludes everything."""
    query = session.view.query
    root = query.root if query is not None else None
    if query is None or not isinstance(root, And):
        return []
    found = []
    for part in root.parts[:PARTS]:
        alone = session.store.view(Query(session.text, part, known=query.known))
        shown = one_line(session.text[part.start : part.end])
        found.append(
            StyledParagraph(Text.assemble(f"{len(alone):>6,}  ", (shown, styles.NAME)), indent=2, hang=8)
        )
    return [StyledParagraph(Text("Each part alone:")), *found, StyledParagraph(Text(""))]


def _broken(problems: tuple[Problem, ...]) -> Description:
    total = by_severity(problems).total()
    found = [
        StyledParagraph(Text("No event could be read", styles.TITLE)),
        StyledParagraph(Text("")),
        StyledParagraph(Text(f"{total:,} problem{'s' * (total > 1)}, each with its place:")),
    ]
    for problem in problems[:SHOWN]:
        place = ":".join([problem.path, *(str(n) for n in (problem.line, problem.column) if n)])
        found.append(StyledParagraph(Text("")))
        found.append(StyledParagraph(Text(one_line(place), styles.ERROR), indent=2))
        found.append(StyledParagraph(Text(one_line(problem.message)), indent=2))
        if problem.hint:
            found.append(StyledParagraph(Text(one_line(problem.hint), styles.DIM), indent=2))
    if len(problems) > SHOWN:
        found.append(StyledParagraph(Text(f"+{total - SHOWN:,} more: press !", styles.DIM), indent=2))
    found += _next_steps()
    return Description(tuple(found), ())


def _empty(session: Session) -> Description:
    paths = session.store.chronology.paths
    where = one_line(", ".join(paths[:3])) if paths else "This"
    found = [
        StyledParagraph(Text("No events yet", styles.TITLE)),
        StyledParagraph(Text("")),
        StyledParagraph(Text(f"{where} has no events. The smallest event is")),
        StyledParagraph(Text("")),
        StyledParagraph(Text(EXAMPLE, styles.NAME), indent=4),
        *_next_steps(),
    ]
    return Description(tuple(found), ())


def _next_steps() -> list[StyledParagraph]:
    edit = Text.assemble(("e ", styles.TITLE), "  opens the file in your $EDITOR and reads it again")
    return [
        StyledParagraph(Text("")),
        *([StyledParagraph(edit)] if allowed(Feature.PROGRAMS) else []),
        StyledParagraph(Text.assemble(("r ", styles.TITLE), "  reads it again")),
        StyledParagraph(Text.assemble(("q ", styles.TITLE), "  quits")),
    ]
