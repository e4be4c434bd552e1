"""The browser: the only part of the package that knows Textual. Imported by the command line, and late."""
