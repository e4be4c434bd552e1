"""The browser, the only part of the package that uses Textual. The command line imports it only when needed."""
