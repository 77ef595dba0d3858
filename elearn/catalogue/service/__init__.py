"""The catalogue's front door: one module per thing that people do with content."""
