"""The server: connections, lanes of threads, and early refusals.

One loop per worker receives requests (``connections``, with waitress). Complete requests go to the
threads of a lane (``lanes``, ``pools``). So neither slow clients nor long work keep others waiting.
"""
