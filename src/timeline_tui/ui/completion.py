"""Completion in the filter: field names, and values from the chronology."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.suggester import Suggester

from timeline_tui.columns.field_keys import NAMED
from timeline_tui.store import Store
from timeline_tui.text import fold, fold_map, fold_name

_MOST = 2000
"""Maximum number of values of a field that are compared with the typed text, the most frequent first."""


class QuerySuggester(Suggester):
    """Suggests a completion of the last term."""

    def __init__(self, store: Callable[[], Store]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._store = store

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text with its last value completed, or None. The suggestion only appends to the typed text."""
        # Field names are only completed by Tab: a suggestion behind each typed word would distract.
        words = value.split()
        if not words or ":" not in words[-1]:
            return None
        remainders = (_remainder(value, completed) for completed in self._completions(value))
        return next((value + rest for rest in remainders if rest), None)

    def completed(self, value: str) -> str | None:
        """Return the text with its last term completed, or None. May rewrite the term, to quote a name with spaces."""
        return next((completed for completed in self._completions(value) if completed != value), None)

    def _completions(self, text: str) -> Iterator[str]:
        """Yield the text with its last term completed in each way, best first."""
        from timeline_tui.query import complete

        for found in complete(text, len(text), self._values, own=self._store().chronology.own_keys):
            if found.end == len(text):
                yield text[: found.start] + found.text

    def _values(self, field: str, prefix: str) -> Iterator[str]:
        """Yield the values of a field that begin so: their names, or their ids where several have this name."""
        store = self._store()
        if field == "id" or not store.indexes_ready([field]):
            # Building the index would hold up typing, and the id of an event is not worth one.
            return
        index = store.index(field)
        wanted = fold_name(prefix)
        ambiguous = store.distinctions(NAMED[field]) if field in NAMED else {}
        for key in sorted(index, key=lambda key: -len(index[key]))[:_MOST]:
            found = _name_with_prefix(store, field, key, wanted)
            if found is not None:
                yield key if key in ambiguous else found


def _name_with_prefix(store: Store, field: str, key: str, wanted: str) -> str | None:
    """Return the name of a value if it, or an alias, begins with a folded text; its id if only that does; or None."""
    from timeline_tui.aggregate import name

    label = name(store, field, key)
    if fold_name(label).startswith(wanted):
        return label
    if fold_name(key).startswith(wanted):
        return key
    aliases = store.folded_names(field).get(key, "").split("\n")
    return label if any(alias.startswith(wanted) for alias in aliases) else None


def _remainder(typed: str, suggestion: str) -> str:
    """Return the part of a suggestion after the typed text, compared by fold; "" if it starts differently."""
    if suggestion.startswith(typed):
        return suggestion[len(typed) :]
    wanted = fold(typed)
    folded, index = fold_map(suggestion)
    if not folded.startswith(wanted) or len(folded) == len(wanted):
        return ""
    return suggestion[index[len(wanted)] :]
