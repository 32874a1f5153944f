"""Publications as they are kept: the one place that public pages, embeds and partners read.

Nothing here knows the tables of sessions, and a rule of imports keeps it so.
"""
