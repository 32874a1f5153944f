"""Accounts, and who may read."""
