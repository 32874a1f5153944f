"""Briefs: what the Explore view shows, on one or two pages of paper."""
