"""Workbooks as documents for others: spreadsheets, texts, PDF, open data. And spreadsheets that come back."""
