"""Embedded views, and what partners are granted."""
