"""Embedded views as documents: a page, what a callback redraws, a picture, tables for files.

Nothing here knows Flask, and nothing here has a way to the sessions.
"""
