"""The style of an SVG timeline: on light pages, dark pages and in print.

It uses no CSS custom properties: many converters do not support them and ignore what they do not support.
"""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.export.svg_elements import element


class _Colours(NamedTuple):
    page: str
    ink: str
    quiet: str
    line: str
    band: str
    mark: str
    lasts: str


_LIGHT = _Colours("#ffffff", "#1b1f24", "#5f6b7a", "#dfe4ea", "#f5f7fa", "#1f5fbf", "#8fb3e6")
_DARK = _Colours("#12161c", "#e8ecf1", "#98a3b1", "#2c3540", "#191f28", "#86b6ff", "#3f6eb3")
_PRINT = _Colours("#ffffff", "#000000", "#444444", "#c8c8c8", "#ffffff", "#000000", "#8c8c8c")

_FORMS = """
text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
text { unicode-bidi: isolate; }
.title { font-size: 24px; font-weight: 600; } .about { font-size: 14px; } .label { font-size: 13px; }
.count, .tick, .legend, .begin { font-size: 12px; } .begin { font-weight: 600; } .rest { font-style: italic; }
.several { font-size: 11px; font-weight: 600; text-anchor: middle; }
.number { font-size: 10px; font-weight: 600; text-anchor: middle; }
.point { stroke-width: 1; } .doubt { stroke-width: 2; } .maybe { fill: url(#hatch); stroke-width: 0.75; }
.vague { fill: url(#dots); stroke-width: 1; stroke-dasharray: 3 2; } .skyline { fill: url(#dots); stroke-width: 0.75; }
.hatching { stroke-width: 1.2; } .dot { opacity: 0.6; } .hidden { opacity: 0.3; }
.said { stroke-width: 1.5; }
.disputed { font-size: 13px; font-weight: 700; text-anchor: middle; }
"""


def _rules(colours: _Colours) -> str:
    """Return the CSS rules that depend on colours."""
    page, ink, quiet, line, band, mark, lasts = colours
    return (
        f"text {{ fill: {ink}; }} .about, .count, .tick, .legend {{ fill: {quiet}; }} .number {{ fill: {page}; }}\n"
        f".page {{ fill: {page}; }} .band {{ fill: {band}; }} .line {{ stroke: {line}; }}\n"
        f".base {{ stroke: {quiet}; }} .bar, .dot {{ fill: {mark}; }}\n"
        f".point {{ fill: {mark}; stroke: {page}; }} .lasts {{ fill: {lasts}; }}\n"
        f".doubt {{ fill: {page}; stroke: {mark}; }} .maybe, .skyline, .vague, .hatching {{ stroke: {mark}; }}\n"
        f".said {{ fill: {page}; stroke: {mark}; }} .beyond {{ fill: none; }}\n"
    )


STYLE = (
    f"{_FORMS}{_rules(_LIGHT)}@media (prefers-color-scheme: dark) {{\n{_rules(_DARK)}}}\n"
    f"@media print {{\n{_rules(_PRINT)}}}\n"
)

PATTERNS = element(
    "defs",
    element(
        "pattern",
        element("path", d="M0,5 L5,0 M-1,1 L1,-1 M4,6 L6,4", class_="hatching"),
        id="hatch", width=5, height=5, patternUnits="userSpaceOnUse",
    ),
    element(
        "pattern", element("circle", cx=2, cy=2, r=0.8, class_="dot"), id="dots", width=4, height=4,
        patternUnits="userSpaceOnUse",
    ),
)  # fmt: skip
