"""What the main screen can do, one plain object per subject. Each gets the display and what else it needs."""
