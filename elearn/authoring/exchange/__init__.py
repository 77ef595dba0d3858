"""Foreign formats, in and out: bytes and text on one side, the catalogue's values on the other. Pure."""
