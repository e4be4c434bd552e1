"""`timeline`: a terminal browser for chronologies. Importing the package has no side effects."""

__version__ = "0.1.0"
