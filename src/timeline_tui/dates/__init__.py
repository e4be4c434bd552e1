"""Dates of a chronology: EDTF, spans, precision, order, display, and what people type."""

from timeline_tui.dates.display import format_date, format_span
from timeline_tui.dates.edtf import parse_edtf
from timeline_tui.dates.ends import span_label
from timeline_tui.dates.human import DateContext, DateOrder, Reading, read_human
from timeline_tui.dates.precision import describe_precision
from timeline_tui.dates.short import ShortDate, short_date
from timeline_tui.dates.toml import from_toml
from timeline_tui.dates.value import (
    BEYOND,
    Date,
    Moment,
    Precision,
    SortKey,
    certainly_within,
    may_overlap,
)

__all__ = [
    "BEYOND",
    "Date",
    "DateContext",
    "DateOrder",
    "Moment",
    "Precision",
    "Reading",
    "ShortDate",
    "SortKey",
    "certainly_within",
    "describe_precision",
    "format_date",
    "format_span",
    "from_toml",
    "may_overlap",
    "parse_edtf",
    "read_human",
    "short_date",
    "span_label",
]
