"""Spreadsheets that come back: what is safe to open, what their rows say, and what they propose to change."""
