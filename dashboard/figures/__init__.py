"""Figures: results as plain dicts for plotly.js or as SVG, in one theme; no rules about data."""
