"""What the public page and embedded views cost the server, and weigh in a browser."""

from pathlib import Path

from dashboard.database import open_engine
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from tests.bench.asking import Client, client, wait_for_rest
from tests.bench.table import Table, spread
from tests.support import embeds, program

TIMES = 50
TITLE = "Public page and embedded views"
NOTE = "Answers a second of processor time, asked one after the other; ms to the last byte."


def measure(folder: Path) -> Table:
    """The demonstration's publication, as everybody reads it."""
    url = demonstration(folder)
    made, table = key(url), Table(TITLE, NOTE)
    with program.serving(url, folder) as served, client(served) as reader:
        wait_for_rest(served)
        for path in ("/en/progress", "/fr/progres"):
            with table.trying(path, "ms"):
                _put(table, reader, path, path)
        for view in EMBED_VIEWS:
            with table.trying(f"embed: {view}", "ms"):
                _put(table, reader, f"embed: {view}", f"/en/embed/{view}?key={made}")
    return table


def demonstration(folder: Path) -> str:
    """The address of a database with the demonstration and its publication."""
    url = f"sqlite:///{folder / 'public.db'}"
    for command in (("migrate",), ("demo",)):
        done = program.impact(*command, database_url=url)
        if done.returncode:
            raise RuntimeError(done.stderr)
    return url


def key(url: str) -> str:
    """The key of a new grant of every view."""
    engine = open_engine(url)
    try:
        return embeds.grant(engine).key
    finally:
        engine.dispose()


def _put(table: Table, reader: Client, name: str, path: str) -> None:
    reader.get(path)
    took = [reader.get(path) for _ in range(TIMES)]
    table.put(name, "a second", 1000 * TIMES / sum(one.processor for one in took))
    table.put(name, "ms", spread([one.wall for one in took]))
    table.put(name, "kB of HTML", took[0].sent / 1000)
