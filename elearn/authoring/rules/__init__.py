"""What authoring decides: pieces of a text, merging, rights. Pure."""
