"""Word files (.docx): how they are opened, read and written."""
