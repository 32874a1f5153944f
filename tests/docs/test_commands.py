"""The commands of the pages do what they say, in the order in which a reader types them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.database import open_engine, writing
from dashboard.places import DEMONSTRATION, ROOT
from tests.docs.commands import MAY_FAIL, lines, not_run, runnable
from tests.docs.pages import PAGES, name, shell
from tests.publications.making.conftest import sessions
from tests.queries.worlds import store
from tests.support import archive, commanding, patience
from tests.support.publications import publication

DIGEST = """$(impact publish show --json | sed -n 's/.*"digest": *"\\([0-9a-f]*\\)".*/\\1/p')"""
PUBLISHED = {ROOT / "docs" / "embedding.md"}
"""Pages for who has published something."""

TYPED = [block for page in PAGES for block in shell(page)]
RUN = [page for page in PAGES if any(runnable(block) for block in TYPED if block.page == page)]
HELD = "reference,date,kind,language,venue,total,Weather\nH-1,2014-11-03,discussion,fr,{},12,rain\n"
MARCH = "No.,date,status,Genre,language,venue,total\nM-1,2015-03-03,delivered,discussion,fr,{},9\n"


@pytest.fixture
def reader(document: Path, sqlite_template: Path, tmp_path: Path) -> Path:
    """The folder of somebody with a small project and files of their own."""
    database = tmp_path / "impact.db"
    shutil.copy(sqlite_template, database)
    engine = open_engine(f"sqlite:///{database}")
    with writing(engine) as connection:
        store(connection, sessions())
    if document in PUBLISHED:
        archive.publish(engine, publication())
    engine.dispose()
    shutil.copytree(DEMONSTRATION, tmp_path, dirs_exist_ok=True)
    (tmp_path / "held.csv").write_text(HELD.format("DEMO-HS-01"), encoding="utf-8")
    (tmp_path / "march.csv").write_text(MARCH.format("DEMO-HS-01"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("document", RUN, ids=name)
def test_the_commands_of_a_page_run(
    document: Path, reader: Path, request: pytest.FixtureRequest
) -> None:
    typed = [line for block in TYPED if block.page == document for line in runnable(block)]
    (forked := reader / "bin").mkdir()
    folders = commanding.typed_in(forked), Path(sys.executable).parent, os.environ["PATH"]
    server = ""
    if any(line.startswith("curl ") for line in typed):
        server = as_make_run_leaves_it(reader, request)
    done = subprocess.run(
        ["sh", "-euxc", "\n".join(map(script, typed))],
        cwd=reader,
        env={
            "PATH": os.pathsep.join(map(str, folders)),
            "HOME": str(reader),
            "LC_ALL": "C.UTF-8",
            "IMPACT_DATABASE_URL": f"sqlite:///{reader / 'impact.db'}",
            "SERVER": server,
        },
        capture_output=True,
        text=True,
        timeout=len(typed) * patience.SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{done.stderr}\n{done.stdout}"


def as_make_run_leaves_it(reader: Path, request: pytest.FixtureRequest) -> str:
    """The demonstration, in the reader's folder and served; its address."""
    shutil.copy(request.getfixturevalue("demonstration"), reader / "impact.db")
    shutil.copytree(DEMONSTRATION, reader / "data" / "demo")
    address: str = request.getfixturevalue("live_server").url
    return address


def script(line: str) -> str:
    """A line of a page, with today's digest, and the dashboard where it is today."""
    typed = line.replace("DIGEST", DIGEST).replace("http://127.0.0.1:8050", "$SERVER")
    typed = re.sub(r"'(\$SERVER[^']*)'", r'"\1"', typed)
    typed = re.sub(r"^curl ", "curl --fail --silent --show-error --output answer ", typed)
    return f"{typed.partition('#')[0]} || [ $? -eq 1 ]" if fails(line) else typed


def fails(line: str) -> bool:
    """Whether the page says that the command may end with 1."""
    return MAY_FAIL.search(line) is not None


def test_each_command_is_run_or_has_a_reason():
    for block in TYPED:
        told = [*runnable(block), *(line for line, why in not_run(block) if why)]
        assert sorted(told) == sorted(lines(block)), block.place
