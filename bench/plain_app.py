"""A list with a detail pane, written in Textual as simply as possible: `python bench/plain_app.py events.csv`.

The baseline for the browser: an application written in an afternoon with nothing but Textual's own widgets. It reads
lines of CSV, shows the record under the cursor, and filters while typing.
"""

from __future__ import annotations

import csv
import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, OptionList, Static


class PlainApp(App[None]):
    """An application with one option per record."""

    CSS = "#list { width: 60%; height: 1fr; } #detail { width: 40%; }"
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("j", "cursor('down')"),
        Binding("k", "cursor('up')"),
        Binding("slash", "filter"),
        Binding("escape", "list"),
    ]

    def __init__(self, path: str) -> None:
        super().__init__()
        with open(path, encoding="utf-8", newline="") as file:  # noqa: PTH123
            self.records = list(csv.DictReader(file))
        self.folded = [" ".join(record.values()).casefold() for record in self.records]
        self.shown = self.records

    def compose(self) -> ComposeResult:
        """Yield the count, the filter, the list and the detail pane."""
        yield Static(id="count")
        yield Input(id="filter")
        with Horizontal():
            yield OptionList(id="list", markup=False)
            with VerticalScroll(id="detail"):
                yield Static(id="text", markup=False)

    def on_mount(self) -> None:
        """Show all records."""
        self.fill()
        self.action_list()

    def fill(self) -> None:
        """Fill the list with the records that match."""
        self.query_one("#count", Static).update(f"{len(self.shown)} events")
        rows = self.query_one(OptionList)
        rows.clear_options()
        rows.add_options([f"{record['date'][:10]}  {record['title']}" for record in self.shown])
        rows.highlighted = 0 if self.shown else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the record under the cursor."""
        record = self.shown[event.option_index]
        text = "\n".join(f"{name}: {value}" for name, value in record.items())
        self.query_one("#text", Static).update(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by the text typed so far."""
        term = event.value.casefold()
        self.shown = [record for record, text in zip(self.records, self.folded, strict=True) if term in text]
        self.fill()

    def action_cursor(self, where: str) -> None:
        """Move the cursor in the list."""
        getattr(self.query_one(OptionList), f"action_cursor_{where}")()

    def action_filter(self) -> None:
        """Focus the filter."""
        self.query_one(Input).focus()

    def action_list(self) -> None:
        """Focus the list."""
        self.query_one(OptionList).focus()


if __name__ == "__main__":
    PlainApp(sys.argv[1]).run()
