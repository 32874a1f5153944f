"""Publications: what leaves the organization, from protecting the counts to the pages.

Only ``making`` and ``protecting`` see exact counts; no other package can reach the sessions.
"""
