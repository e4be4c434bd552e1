"""The browser's main screen: a base that shows, and one module for each kind of thing one can do."""
