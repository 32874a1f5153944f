"""Figures as SVG and PNG made by the server, from the same values as the ones that plotly draws."""
