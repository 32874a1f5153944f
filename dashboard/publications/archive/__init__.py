"""Stored publications: the only source for public pages, embedded views and partners.

No module here knows the tables of sessions; an import contract enforces that.
"""
