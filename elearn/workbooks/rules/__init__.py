"""Documents, changes, checks, links between sheets. Pure."""
