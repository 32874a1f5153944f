"""Reference data."""
