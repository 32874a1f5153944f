"""How far the project is."""
