"""What stands on paper when a workbook leaves, whatever the format: Word and PDF write the same pages."""
