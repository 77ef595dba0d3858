"""Quaderno: an e-learning platform for microcredit and co-development operators."""

__version__ = "0.1.0"
