"""A workbook as a spreadsheet with live formulas, in the form of Office Open XML (.xlsx)."""
