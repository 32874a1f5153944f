"""What a publication answers: its own cells, sums of open cells, and nothing else.

Pure functions: no database, and no access to the sessions.
"""
