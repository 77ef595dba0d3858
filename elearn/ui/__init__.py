"""The look, and what pages share."""
