"""Web and database plumbing without product words."""
