"""Publications and embedded views."""
