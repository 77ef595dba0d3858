"""The `elearn` command."""
