"""The checks, a file for each sheet or family. Each is a small generator over a Book."""
