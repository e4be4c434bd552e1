"""The query language: parse a text into a tree of frozen nodes that a store evaluates.

`docs/query.md` describes the language, `timeline_tui.query.nodes` the tree.
"""

from __future__ import annotations

from timeline_tui.query.bare_date_hint import instead, spelt_date
from timeline_tui.query.complete import Completion, complete
from timeline_tui.query.edit import Term, known_only, terms_of, with_known, with_term, without_term
from timeline_tui.query.fields import FIELDS, FLAGS, HAS, Field
from timeline_tui.query.nodes import (
    And,
    AsKnown,
    Compare,
    DateTerm,
    FieldTerm,
    Flag,
    Has,
    Leaf,
    Node,
    Not,
    OneOf,
    Or,
    Pending,
    Query,
    Word,
    leaves,
    positive,
    render,
)
from timeline_tui.query.parser import MAX_DEPTH, MAX_LENGTH, parse
from timeline_tui.query.quoting import quote

__all__ = [
    "FIELDS",
    "FLAGS",
    "HAS",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "And",
    "AsKnown",
    "Compare",
    "Completion",
    "DateTerm",
    "Field",
    "FieldTerm",
    "Flag",
    "Has",
    "Leaf",
    "Node",
    "Not",
    "OneOf",
    "Or",
    "Pending",
    "Query",
    "Term",
    "Word",
    "complete",
    "instead",
    "known_only",
    "leaves",
    "parse",
    "positive",
    "quote",
    "render",
    "spelt_date",
    "terms_of",
    "with_known",
    "with_term",
    "without_term",
]
