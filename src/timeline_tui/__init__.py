"""`timeline`: the terminal browser for chronologies. Importing the package costs nothing."""

__version__ = "0.1.0"
