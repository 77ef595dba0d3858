"""Text in, safe HTML out."""
