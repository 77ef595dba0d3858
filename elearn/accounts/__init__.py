"""People, sign-in, roles, personal data."""
