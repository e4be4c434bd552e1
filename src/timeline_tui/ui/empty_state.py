"""Explain in the detail pane why there is no event to show, and what to do next."""

from __future__ import annotations

from rich.text import Text

from timeline_tui.errors import Problem, by_severity
from timeline_tui.export import as_of
from timeline_tui.query import And, Query
from timeline_tui.secure import Feature, allowed
from timeline_tui.text import one_line
from timeline_tui.ui import styles
from timeline_tui.ui.long_text import Paragraph
from timeline_tui.ui.pieces import Description
from timeline_tui.ui.session import Session

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
        Paragraph(Text("No event matches the filter", styles.TITLE)),
        Paragraph(Text("")),
        Paragraph(Text(one_line(session.text), styles.MATCH), indent=2),
        Paragraph(Text("")),
        *_each_part(session),
        *_not_known(session),
        Paragraph(Text.assemble(("\\ ", styles.TITLE), f"   {again}")),
        Paragraph(Text.assemble(("/ ", styles.TITLE), "   changes the filter")),
        Paragraph(Text.assemble(("f ", styles.TITLE), "   lists the values there are, with counts")),
    ]
    return Description(tuple(found), ())


def _not_known(session: Session) -> list[Paragraph]:
    """Explain that the filter has an as-of day, if it has."""
    view = session.view
    if view.query is None or view.query.known is None:
        return []
    said = as_of.said(view.query.known, len(session.store) - len(view.store))
    way_out = Paragraph(Text.assemble(("@ ", styles.TITLE), "   and Enter shows what is known now"))
    return [Paragraph(Text(said)), Paragraph(Text("")), way_out]


def _each_part(session: Session) -> list[Paragraph]:
    """List how many events each part of the filter matches alone, to show which one excludes everything."""
    query = session.view.query
    root = query.root if query is not None else None
    if query is None or not isinstance(root, And):
        return []
    found = []
    for part in root.parts[:PARTS]:
        alone = session.store.view(Query(session.text, part, known=query.known))
        shown = one_line(session.text[part.start : part.end])
        found.append(Paragraph(Text.assemble(f"{len(alone):>6,}  ", (shown, styles.NAME)), indent=2, hang=8))
    return [Paragraph(Text("Each part alone:")), *found, Paragraph(Text(""))]


def _broken(problems: tuple[Problem, ...]) -> Description:
    total = by_severity(problems).total()
    found = [
        Paragraph(Text("No event could be read", styles.TITLE)),
        Paragraph(Text("")),
        Paragraph(Text(f"{total:,} problem{'s' * (total > 1)}, each with its place:")),
    ]
    for problem in problems[:SHOWN]:
        place = ":".join([problem.path, *(str(n) for n in (problem.line, problem.column) if n)])
        found.append(Paragraph(Text("")))
        found.append(Paragraph(Text(one_line(place), styles.ERROR), indent=2))
        found.append(Paragraph(Text(one_line(problem.message)), indent=2))
        if problem.hint:
            found.append(Paragraph(Text(one_line(problem.hint), styles.DIM), indent=2))
    if len(problems) > SHOWN:
        found.append(Paragraph(Text(f"+{total - SHOWN:,} more: press !", styles.DIM), indent=2))
    found += _next_steps()
    return Description(tuple(found), ())


def _empty(session: Session) -> Description:
    paths = session.store.chronology.paths
    where = one_line(", ".join(paths[:3])) if paths else "This"
    found = [
        Paragraph(Text("No events yet", styles.TITLE)),
        Paragraph(Text("")),
        Paragraph(Text(f"{where} has no events. The smallest event is")),
        Paragraph(Text("")),
        Paragraph(Text(EXAMPLE, styles.NAME), indent=4),
        *_next_steps(),
    ]
    return Description(tuple(found), ())


def _next_steps() -> list[Paragraph]:
    edit = Text.assemble(("e ", styles.TITLE), "  opens the file in your $EDITOR and reads it again")
    return [
        Paragraph(Text("")),
        *([Paragraph(edit)] if allowed(Feature.PROGRAMS) else []),
        Paragraph(Text.assemble(("r ", styles.TITLE), "  reads it again")),
        Paragraph(Text.assemble(("q ", styles.TITLE), "  quits")),
    ]
