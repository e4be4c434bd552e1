"""Completion in the filter: field names, and values from the chronology."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.suggester import Suggester

from timeline_tui.columns.field_keys import NAMED
from timeline_tui.store import Store
from timeline_tui.text import fold, fold_map, fold_name


class QuerySuggester(Suggester):
    """Suggests a completion of the last term."""

    def __init__(self, store: Callable[[], Store]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._store = store

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text with its last term completed, or None. The suggestion only appends to the typed text."""
        if ":" not in value.rsplit(maxsplit=1)[-1:][0] if value.split() else True:
            return None
        from timeline_tui.query import complete

        for found in complete(value, len(value), self._values, own=self._store().chronology.own_keys):
            suggestion = value[: found.start] + found.text
            if found.end == len(value) and (rest := _remainder(value, suggestion)):
                return value + rest
        return None

    def completed(self, value: str) -> str | None:
        """Return the text with its last term completed, or None. May rewrite the term, to quote a name with spaces."""
        from timeline_tui.query import complete

        for found in complete(value, len(value), self._values, own=self._store().chronology.own_keys):
            if found.end == len(value) and value[: found.start] + found.text != value:
                return value[: found.start] + found.text
        return None

    def _values(self, field: str, prefix: str) -> Iterable[str]:
        from timeline_tui.aggregate import name

        store = self._store()
        if field != "id" and not store.indexes_ready([field]):
            return  # building the index would hold up typing
        index = store.index(field) if field != "id" else {}
        wanted = fold_name(prefix)
        ranked = sorted(index.items(), key=lambda item: -len(item[1]))
        ambiguous = store.distinctions(NAMED[field]) if field in NAMED else {}
        for key, _ in ranked[:2000]:
            label = name(store, field, key)
            if fold_name(label).startswith(wanted):
                yield key if key in ambiguous else label  # the id, if several entries have this name
            elif fold_name(key).startswith(wanted):
                yield key
            elif any(
                other.startswith(wanted) for other in store.folded_names(field).get(key, "").split("\n")
            ):
                yield key if key in ambiguous else label


def _remainder(typed: str, suggestion: str) -> str:
    """Return the part of a suggestion after the typed text, compared by fold; "" if it starts differently."""
    if suggestion.startswith(typed):
        return suggestion[len(typed) :]
    wanted = fold(typed)
    folded, index = fold_map(suggestion)
    if not folded.startswith(wanted) or len(folded) == len(wanted):
        return ""
    return suggestion[index[len(wanted)] :]
