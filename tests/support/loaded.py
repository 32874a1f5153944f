"""What a server and its jobs have ready before they begin, done once for all servers of tests.

Loaded by the process that these are forked from, and by nobody else. What is frozen is not gone
through by the garbage collector again, and so is not copied for each of them.
"""

import gc

import app
from dashboard.cli import serve
from dashboard.i18n import Locale
from dashboard.i18n.catalogues import translations
from dashboard.publications.making import parity
from dashboard.tables import Base
from dashboard.web.importing import job
from tests.support import jobs_ready, routes

__all__ = ["app", "job", "serve"]

Base.registry.configure()
translations(Locale.FR)
parity.of_program()
routes.make_servers_quickly()
jobs_ready.make_ready()
gc.collect()
gc.freeze()
