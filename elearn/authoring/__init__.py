"""Authoring: trainers write, translate and publish the course in the browser, on the catalogue's store and compiler."""
