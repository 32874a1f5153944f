"""What a publication answers: its own cells, sums of open ones, and nothing else.

Pure: no database, and no way to the sessions.
"""
