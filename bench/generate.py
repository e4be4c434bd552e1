"""Write a synthetic chronology of any size: `python bench/generate.py 100000 > big.toml`.

Figures of speed and memory mean nothing without the file they were measured on. This one is the same for the same
count and seed, and as varied as real ones: all precisions of dates, several scripts, some emoji, registries, names
missing in the registries, quotes, and claims with assessments. An event has about 550 bytes: 100,000 events are some
55 MB.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator

FIRST = ["Anna", "Oleksandr", "Мария", "Jean", "Fatima", "محمد", "Łukasz", "Nino", "Søren", "Ioannis"]
LAST = [
    "Kovalenko",
    "Иванова",
    "Smith",
    "Müller",
    "Haddad",
    "Ó Briain",
    "Nguyễn",
    "Петренко",
    "Rossi",
    "山田",
]
BODIES = [
    "Ministry of Defence",
    "Border Guard Service",
    "Red Cross",
    "General Staff",
    "Regional Governor",
    "Agency",
]
PLACES = [
    "Kursk",
    "Sudzha",
    "Белгород",
    "Харків",
    "Győr",
    "Tbilisi",
    "Aleppo",
    "القدس",
    "Rylsk",
    "Zürich",
    "東京",
]
TAGS = [
    "air-defence",
    "drones",
    "diplomacy",
    "evacuation",
    "энергетика",
    "prisoners",
    "border",
    "aid",
    "floods",
]
ROLES = ["initiator", "target", "witness", "mediator", "affected"]
STATUS = ["reported", "confirmed", "disputed", "retracted"]
UNITS = ["drones", "missiles", "people", "houses", "tonnes"]
LATIN = """
officials said that the road near the village was closed after an attack in the early morning hours
while residents left by bus and the governor asked everyone to stay calm because help from other regions
was on its way and the number of injured could not be confirmed independently by any of the agencies on
the ground
"""
CYRILLIC = """
в понедельник утром губернатор заявил что жители приграничных районов эвакуированы дорога закрыта и
помощь уже в пути а число пострадавших уточняется по данным министерства беспилотники были сбиты над
областью
"""
EMOJI = ["🚒", "👩‍🚒", "🇺🇦", "⚠️", "📰"]


def words(rng: random.Random, length: int) -> str:
    """Return a sentence of about `length` characters, one in eight in Cyrillic, one in twenty with an emoji."""
    pool = (CYRILLIC if rng.random() < 0.125 else LATIN).split()
    text = " ".join(rng.choices(pool, k=length // 6))[:length].strip().capitalize()
    return f"{text} {rng.choice(EMOJI)}." if rng.random() < 0.05 else f"{text}."


def date(rng: random.Random) -> str:
    """Return a date between 1975 and 2024 as TOML: a native TOML date if possible, else an EDTF string."""
    year, month, day = rng.randint(1975, 2024), rng.randint(1, 12), rng.randint(1, 28)
    full = f"{year}-{month:02}-{day:02}"
    kind = rng.random()
    if kind < 0.5:
        return full
    clock = f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"
    if kind < 0.68:
        return f"{full}T{clock}{rng.choice(['Z', '+03:00', '+02:00', '-05:00'])}"
    if kind < 0.78:
        return f"{full}T{clock}"
    shapes = [f"{year}-{month:02}", f"{year}", f"{year}-{month:02}~", f"{full}?", f"{year}-{month:02}-XX"]
    shapes += [
        f"{year // 10}X",
        f"{year}-{rng.randint(21, 24)}",
        f"{full}/{year + 1}",
        f"{full}/..",
        f"{full}T12:30",
    ]
    return f'"{rng.choice(shapes)}"'


def registries(rng: random.Random, size: int) -> Iterator[str]:
    """Yield the registries: `size` actors, as many locations, three times as many sources."""
    for n in range(size):
        if n % 3 == 2:
            name, kind = f"{rng.choice(BODIES)} {n}", "organisation"
        else:
            name, kind = f"{rng.choice(FIRST)} {rng.choice(LAST)} {n}", "person"
        yield f'[[actors]]\nid = "actor-{n}"\nname = "{name}"\naliases = ["A. {n}"]\nkind = "{kind}"\n\n'
        yield (
            f'[[locations]]\nid = "place-{n}"\nname = "{rng.choice(PLACES)} {n}"\ncountry = "UA"\n'
            f'lat = {rng.uniform(40, 60):.4f}\nlon = {rng.uniform(20, 50):.4f}\nprecision = "settlement"\n\n'
        )
    for n in range(3 * size):
        yield (
            f'[[sources]]\nid = "source-{n}"\ntitle = "{words(rng, 50)}"\npublisher = "Agency {n % 7}"\n'
            f'url = "https://example.org/{n}"\npublished = {rng.randint(1975, 2024)}-06-01\n'
            f'reliability = "{rng.choice("ABCDEF")}"\n\n'
        )


def event(rng: random.Random, n: int, size: int) -> str:
    """Return event number `n` with its quotes and claims."""

    def actor() -> str:
        return f"actor-{rng.randrange(size)}" if rng.random() < 0.95 else f"Witness {rng.randrange(50)}"

    actors = [f'"{actor()}"' for _ in range(rng.randint(1, 2))]
    actors.append(f'{{ actor = "{actor()}", role = "{rng.choice(ROLES)}" }}')
    places = ", ".join(f'"place-{rng.randrange(size)}"' for _ in range(rng.randint(1, 2)))
    tags = ", ".join(f'"{tag}"' for tag in rng.sample(TAGS, rng.randint(1, 2)))
    source = f"source-{rng.randrange(3 * size)}"
    lines = [
        "[[events]]",
        f'id = "event-{n}"',
        f"date = {date(rng)}",
        f'title = "{words(rng, rng.randint(25, 60))}"',
        f'summary = """\n{words(rng, rng.randint(140, 210))}"""',
        f"tags = [{tags}]",
        f"actors = [{', '.join(actors)}]",
        f"locations = [{places}]",
        f'sources = ["{source}"]',
    ]
    if rng.random() < 0.3:
        lines.append(f'status = "{rng.choice(STATUS)}"')
    if rng.random() < 0.1:
        lines.append(f"importance = {rng.randint(1, 10)}")
    if n and rng.random() < 0.1:
        lines.append(f'links = [{{ to = "event-{rng.randrange(n)}", kind = "responds-to" }}]')
    if rng.random() < 0.3:
        lines += ["", "[[events.quotes]]", f'speaker = "{actor()}"', f'text = "{words(rng, 60)}"']
    if rng.random() < 0.2:
        best = rng.randint(1, 500)
        lines += ["", "[[events.claims]]", f'by = "{actor()}"', f'text = "{words(rng, 50)}"']
        lines.append(f'quantity = {{ best = {best}, high = {best + 5}, unit = "{rng.choice(UNITS)}" }}')
        lines.append(f'assessments = [{{ by = "{actor()}", stance = "denies", source = "{source}" }}]')
    return "\n".join(lines) + "\n\n"


def generate(count: int, seed: int = 1) -> Iterator[str]:
    """Yield the parts of a chronology of `count` events, in file order."""
    rng = random.Random(seed)
    size = max(10, min(400, count // 20))
    yield f'[timeline]\ntitle = "{count} made-up events"\ntimezone = "Europe/Kyiv"\nlang = "en"\n\n'
    yield from registries(rng, size)
    for n in range(count):
        yield event(rng, n, size)


def deep(count: int, seed: int = 1) -> Iterator[str]:
    """Yield a chronology of short events from 13.8 billion years ago to a second in 2024."""
    rng = random.Random(seed)
    yield '[[events]]\ndate = "Y-13800000000"\ntitle = "the first"\n\n'
    for n in range(count - 2):
        kind = rng.random()
        year, month, day = rng.randint(1900, 2023), rng.randint(1, 12), rng.randint(1, 28)
        if kind < 0.3:
            date = f"Y-{round(10 ** rng.uniform(5, 10.13))}"
        elif kind < 0.5:
            date = f"-{rng.randint(1, 9999):04}"
        elif kind < 0.6:
            date = f"{rng.randint(1000, 2023)}-{month:02}"
        elif kind < 0.65:
            date = f"{year}-{month:02}-{day:02}/{year + 1}"
        else:
            clock = f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"
            date = f"{year}-{month:02}-{day:02}T{clock}"
        yield f'[[events]]\ndate = "{date}"\ntitle = "{n}: {words(rng, 40)}"\n\n'
    yield '[[events]]\ndate = 2024-06-30T12:30:30\ntitle = "the last"\n'


def main() -> None:
    """Write the chronology to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--deep", action="store_true", help="short events over 14 thousand million years")
    args = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.writelines((deep if args.deep else generate)(args.count, args.seed))


if __name__ == "__main__":
    main()
