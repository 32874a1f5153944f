"""The server: connections, lanes of threads, and early refusals.

One loop of a worker takes requests in (``connections``, by waitress), and gives whole ones to the
threads of a lane (``lanes``, ``pools``), so that nobody who is slow, and nothing that takes long,
keeps others from being answered.
"""
