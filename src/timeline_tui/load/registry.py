"""Who and what a file can refer to: actors, locations and sources by id, by name, by alias.

A reference is looked up as it is spelt: as an id, then as a name, then as an alias; and then in the same order as it
is folded, without regard to case, accents, apostrophes and blanks. What the registry does not have is made on the spot,
named by the reference itself: a file without registries is a good file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from timeline_tui.model import Actor, Location, Source
from timeline_tui.patterns import late
from timeline_tui.suggest import Suggester
from timeline_tui.text import flat, fold, fold_name

Entry = TypeVar("Entry", Actor, Location, Source)

_WORDS = late(r"[^\W_]+")
_APOSTROPHE = late("['`´‘’‛′]")  # folding takes it out; an id is cut there
_ID = late(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_URL = late(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")


def slug(text: str, words: int = 12, limit: int = 60) -> str:
    """The text as an id: its first words, folded, joined by hyphens, "" where it has no letter or digit."""
    parts = _WORDS.findall(fold(_APOSTROPHE.sub(" ", text[: 4 * limit])))[:words]
    while len(parts) > 1 and sum(map(len, parts)) + len(parts) - 1 > limit:
        parts.pop()
    return "-".join(parts)[:limit]


def is_id(text: str) -> bool:
    """Whether a reference looks like an id rather than a name: `kursk-oblast`, `putin`."""
    return _ID.fullmatch(text) is not None


def is_url(text: str) -> bool:
    """Whether a reference is an address on the web."""
    return _URL.fullmatch(text) is not None


class Ids:
    """Hands out ids, each only once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def copy(self) -> Ids:
        """What hands out the same from here on."""
        twin = Ids(self._taken)
        twin._next = self._next.copy()
        return twin

    def unique(self, text: str) -> str:
        """The id, or the first of `text-2`, `text-3`, ... that is free."""
        found = text
        n = self._next.get(text, 2)
        while found in self._taken:
            found = f"{text}-{n}"
            n += 1
        if found != text:
            self._next[text] = n
        self._taken.add(found)
        return found

    def take_back(self, found: str, text: str) -> None:
        """As if this, the last that was handed out, for the `text`, had not been."""
        self._taken.discard(found)
        if found != text:
            self._next[text] = int(found.rpartition("-")[2])


class Registry(Generic[Entry]):
    """The things of one kind. `by_id` holds all, in file order, those only mentioned last."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.by_id: dict[str, Entry] = {entry.id: entry for entry in entries}
        self.registered = len(self.by_id)
        self.ambiguous: dict[str, tuple[Entry, ...]] = {}
        self._ids = Ids(self.by_id)
        self._known: dict[str, Entry] = {}
        self._suggester: Suggester | None = None
        self._contested: set[str] = set()  # folded, what more than one thing is called
        for texts in (_ids, _names, _aliases):
            self._index(texts(list(self.by_id.values())))
        self._spelt: dict[str, Entry] = self._distinct_spellings() if self._contested else {}

    def _index(self, texts: Iterator[tuple[str, Entry]]) -> None:
        mine: dict[str, Entry] = {}
        shared: dict[str, dict[str, Entry]] = {}  # by what they are called, and by id
        for text, entry in texts:
            key = fold_name(text)
            if not key:
                continue
            first = mine.setdefault(key, entry)
            if first is not entry:
                shared.setdefault(key, {first.id: first})[entry.id] = entry
            if first is not entry or self._known.get(key, entry) is not entry:
                self._contested.add(key)
        for key, group in shared.items():
            known = self._known.get(key)
            if known is None or known.id in group:  # else it is an id, or a name, of another thing
                self.ambiguous.setdefault(key, tuple(group.values()))
        self._known = mine | self._known

    def _distinct_spellings(self) -> dict[str, Entry]:
        """What more than one thing is called when it is folded, and one alone as it is spelt: names before aliases."""
        found: dict[str, Entry] = {}
        for texts in (_names, _aliases):
            mine: dict[str, Entry | None] = {}
            for text, entry in texts(list(self.by_id.values())):
                if fold_name(text) in self._contested:
                    first = mine.setdefault(flat(text), entry)
                    if first is not entry:
                        mine[flat(text)] = None
            found = {text: entry for text, entry in mine.items() if entry is not None} | found
        return found

    def copy(self) -> Registry[Entry]:
        """The same things, in a registry where others can be mentioned."""
        twin: Registry[Entry] = Registry()
        twin.by_id, twin._known = self.by_id.copy(), self._known.copy()
        twin.registered, twin.ambiguous, twin._spelt = self.registered, self.ambiguous, self._spelt
        twin._ids = self._ids.copy()
        return twin

    def find(self, text: str) -> Entry | None:
        """What the reference means, or None."""
        spelt = self._spelt.get(flat(text)) if self._spelt else None
        return self.by_id.get(text) or spelt or self._known.get(fold_name(text))

    def shared_name(self, text: str) -> tuple[Entry, ...]:
        """The things that share this name or alias, unless it is an id, or the spelling of one alone."""
        if not self.ambiguous or text in self.by_id or flat(text) in self._spelt:
            return ()
        return self.ambiguous.get(fold_name(text), ())

    def mention(self, text: str, entry: Entry) -> None:
        """Enter what only a reference names; its id must come from `new_id`."""
        self.by_id[entry.id] = entry
        self._known.setdefault(fold_name(text), entry)

    def mention_as(self, id_: str, entry: Entry) -> None:
        """Enter what only references name, with an id that the file gives."""
        self._ids.unique(id_)
        name = entry.title if isinstance(entry, Source) else entry.name
        self.mention(name, entry)

    def take_back(self, text: str, entry: Entry, fallback: str) -> None:
        """As if this, the last that was mentioned, had not been."""
        del self.by_id[entry.id]
        key = fold_name(text)
        if self._known.get(key) is entry:
            del self._known[key]
        self._ids.take_back(entry.id, slug(text) or fallback)

    def new_id(self, text: str, fallback: str) -> str:
        """A free id, made of a name."""
        return self._ids.unique(slug(text) or fallback)

    def near(self, text: str) -> str:
        """The registered id that was probably meant, or ""."""
        if self._suggester is None:
            self._suggester = Suggester(list(self.by_id)[: self.registered])
        return self._suggester.nearest(text) or ""


def _ids(entries: list[Entry]) -> Iterator[tuple[str, Entry]]:
    for entry in entries:
        yield entry.id, entry


def _names(entries: list[Entry]) -> Iterator[tuple[str, Entry]]:
    for entry in entries:
        name = entry.title if isinstance(entry, Source) else entry.name
        yield name, entry


def _aliases(entries: list[Entry]) -> Iterator[tuple[str, Entry]]:
    for entry in entries:
        if isinstance(entry, Source):
            aliases: tuple[str, ...] = (entry.url, entry.archived_url)
        else:
            aliases = entry.aliases
        for alias in aliases:
            yield alias, entry
