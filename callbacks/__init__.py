"""Decorated functions are minimal: they call plain ones, which tests call too."""
