"""Results as plotly figures: plain dicts, one quiet theme, no decision about the data."""
