"""How fast the project moves, and where it is likely to end."""
