"""People to try the product with, and what they have done."""
