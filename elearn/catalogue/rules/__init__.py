"""Pure decisions of the catalogue: what content means, whether it is sound, which language to show."""
