"""Paths, modules, lessons, glossary and country facts: storing, compiling, publishing, reading."""
