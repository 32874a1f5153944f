"""The public pages as whole documents: the same for the server and for a folder of files.

Nothing here knows Flask, and nothing here has a way to the sessions.
"""
