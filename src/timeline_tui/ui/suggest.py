"""Completion in the filter: fields, and the names the chronology has."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.suggester import Suggester

from timeline_tui.store import Store
from timeline_tui.text import fold


class QuerySuggester(Suggester):
    """Suggests how the last term could go on."""

    def __init__(self, store: Callable[[], Store]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._store = store

    async def get_suggestion(self, value: str) -> str | None:
        """The text with its last term completed, or None. Only what goes on from the text is suggested."""
        if ":" not in value.rsplit(maxsplit=1)[-1:][0] if value.split() else True:
            return None
        from timeline_tui.query import complete

        for found in complete(value, len(value), self._values, own=self._store().chronology.own_keys):
            suggestion = value[: found.start] + found.text
            if found.end == len(value) and len(suggestion) > len(value):
                if suggestion.startswith(value):
                    return suggestion
                if suggestion.lower().startswith(value.lower()):
                    return value + suggestion[len(value) :]
        return None

    def completed(self, value: str) -> str | None:
        """The text with its last term completed in whatever way: a name with blanks gets its quotation marks."""
        from timeline_tui.query import complete

        for found in complete(value, len(value), self._values, own=self._store().chronology.own_keys):
            if found.end == len(value) and value[: found.start] + found.text != value:
                return value[: found.start] + found.text
        return None

    def _values(self, field: str, prefix: str) -> Iterable[str]:
        from timeline_tui.aggregate import label

        store = self._store()
        if field != "id" and not store.answers_at_once([field]):
            return  # nobody waits for a suggestion
        index = store.index(field) if field != "id" else {}
        wanted = fold(prefix)
        ranked = sorted(index.items(), key=lambda item: -len(item[1]))
        for key, _ in ranked[:2000]:
            for shown in (label(store, field, key), key):
                if fold(shown).startswith(wanted):
                    yield shown
                    break
