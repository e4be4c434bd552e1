"""The file formats, by the names of files."""

SUFFIXES = (".toml", ".csv", ".tsv", ".jsonl", ".ndjson")
"""What the names of files with events end in; the reader of each is in `load/formats/`."""
