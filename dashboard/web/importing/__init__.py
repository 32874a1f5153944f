"""Importing files."""
