"""Small pure values that anyone may use."""
