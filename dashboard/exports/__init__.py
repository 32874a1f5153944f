"""Export data as tables for spreadsheets."""
