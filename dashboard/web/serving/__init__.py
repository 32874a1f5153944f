"""The server: connections, lanes of threads, and early refusals.

One loop per worker receives requests (``connections``, each a ``channel``, with waitress). Complete
requests go to the threads of a lane (``lanes``, ``pools``), which answer them (``tasks``). So
neither slow clients nor long work keep others waiting.
"""
