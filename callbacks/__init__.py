"""Callbacks, one module a view. Decorated functions only call plain ones, which tests call too."""
