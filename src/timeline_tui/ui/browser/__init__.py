"""The main screen: a base class for the display, and one module for each group of actions."""
