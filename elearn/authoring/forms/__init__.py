"""What the writers' pages ask for: shape only; rules decide."""
