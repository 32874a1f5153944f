"""Figures drawn as SVG and PNG by the server, from the same values that plotly.js draws."""
