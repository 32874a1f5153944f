"""What commands have ready before they begin, done once for all commands of tests.

Loaded by the process that these are forked from, and by nobody else.
"""

import gc

import pandas as pd

from dashboard import exports
from dashboard.cli import audit, backup, data, database, demonstration, export, findings, restore
from dashboard.i18n import Locale
from dashboard.i18n.catalogues import translations
from dashboard.publications import making
from dashboard.publications.making import parity
from dashboard.tables import Base

__all__ = [
    "audit",
    "backup",
    "data",
    "database",
    "demonstration",
    "export",
    "exports",
    "findings",
    "making",
    "parity",
    "pd",
    "restore",
]

Base.registry.configure()
translations(Locale.FR)
parity.of_program()  # of the same program each time
gc.collect()
gc.freeze()
