"""SVG 1.1 as text: elements with escaped attributes and text, and without scripts, external resources or links.

Text comes from untrusted files: invisible characters that would mislead a reader are revealed, as in all output.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from timeline_tui.text import one_line


def element(name: str, *inside: str, **attributes: str | float) -> str:
    """Return an element.

    Args:
        name: The name of the element.
        inside: Its content, already SVG.
        attributes: Its attributes. An underscore becomes a hyphen, and `class_` becomes `class`.
    """
    written = "".join(
        [f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items()]
    )
    content = "".join(inside)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(words: str, x: float, y: float, class_: str, **attributes: str | float) -> str:
    """Return one line of text with its baseline at `y`."""
    return element("text", words_of(words), x=x, y=y, class_=class_, **attributes)


def tooltip(lines: Iterable[str]) -> str:
    """Return the tooltip of the enclosing element."""
    return element("title", "\n".join([words_of(line) for line in lines]))


def words_of(words: str) -> str:
    """Return untrusted text as character data."""
    # XML 1.0 cannot express most control characters, not even as references (section 2.2); here they are revealed.
    return escape(one_line(words))


def document(width: int, height: int, style: str, inside: Iterable[str], title: str) -> Iterator[str]:
    """Yield the lines of a complete file; `width` and `height` are in pixels."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img">'
    )
    # The first child, where user agents look for the title of the picture (SVG 1.1, 5.4).
    yield tooltip([title])
    yield element("style", style, type="text/css")
    yield from inside
    yield "</svg>"


def _value(value: str | float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else escape(str(value))
