"""The public pages as whole documents: the same from the server and in a folder of files.

No module here knows Flask or can reach the sessions.
"""
