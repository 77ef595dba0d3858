"""What the writers' pages say: our words for the codes of rules and services."""
