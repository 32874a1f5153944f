"""Data out, as tables that people open in a spreadsheet."""
