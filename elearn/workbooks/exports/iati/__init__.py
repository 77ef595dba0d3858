"""A project as open data, in the form of the International Aid Transparency Initiative (IATI 2.03)."""
