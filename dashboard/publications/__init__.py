"""Publications: what leaves the organization, from its protection to its pages.

Only ``making`` and ``protecting`` see counts; no other room has a way to the sessions.
"""
