"""`python -m timeline_tui` is `timeline`."""

from timeline_tui.cli import program

if __name__ == "__main__":
    program()
