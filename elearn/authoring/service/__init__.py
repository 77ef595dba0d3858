"""Authoring's front door: one module per thing that authors do."""
