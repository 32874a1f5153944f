"""Layouts: pure functions from a locale and what to show to a tree of components."""
