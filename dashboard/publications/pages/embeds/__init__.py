"""Embedded views as documents: page, redrawn part, picture, and tables as files.

No module here knows Flask or can reach the sessions.
"""
