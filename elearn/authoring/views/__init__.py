"""The writers' pages: a module for each thing that people do there."""
