"""The workbook (XLSX): what the Explore view shows, with real numbers, dates and charts."""
