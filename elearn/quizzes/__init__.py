"""Questions, marking and attempts."""
