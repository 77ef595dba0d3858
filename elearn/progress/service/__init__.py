"""The front door of progress: the ledger, where a person stands, and personal data."""
