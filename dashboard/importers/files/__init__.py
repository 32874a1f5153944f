"""Files as streams of rows: CSV (also zipped), XLSX and ODS.

Files from other people are read with ``apart.open_book``. It starts a separate process, which calls
``book.read_book``.
"""

from dashboard.importers.files.source import Cell, RereadableFile

__all__ = ["Cell", "RereadableFile"]
