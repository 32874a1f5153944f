"""The public pages as a folder of files, served by any web server or none."""

from __future__ import annotations

import gzip
import shutil
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import brotli

from dashboard.assets import content
from dashboard.domain.publications.files import KINDS
from dashboard.i18n import Locale
from dashboard.publications.archive.files import of_publication
from dashboard.publications.archive.reading import listing, numbered
from dashboard.publications.pages import links
from dashboard.publications.pages.documents import LONGEST_SECONDS, SOON_SECONDS, Documents
from dashboard.publications.pages.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from dashboard.publications.pages.privacy import Limits

ENDING = ".html"
FOLDER_MODE, FILE_MODE = 0o755, 0o644  # the web server is another user
COMPRESSED = (".html", ".json", ".csv", ".css", ".js", ".svg")  # the others are so by themselves
SMALLEST = 500


class NotOurs(Exception):  # noqa: N818 - it is no error of the program's
    """The target folder holds files that ``--static`` did not write; they are left alone."""


def write_site(connection: Connection, folder: Path, limits: Limits, base_url: str = "") -> int:
    """Write every public document below ``folder``, and return the number of files.

    Files that shrink by compression get a compressed copy beside them, so that the web server need
    not compress them for each reader. ``folder`` becomes a link to a folder beside it: readers see
    either the old site or the new one, whole.

    Raises:
        NotOurs: There is something at ``folder`` that is neither empty nor such a link.
        OSError: The files can't be written.
    """
    before = _before(folder)
    _make_folder(folder.parent)
    made = Path(mkdtemp(prefix=_prefix(folder), dir=folder.parent))
    try:
        made.chmod(FOLDER_MODE)
        written = sum(
            _write(made / name, body)
            for file, plain in _files(connection, limits, base_url)
            for name, body in _with_compressed(file, plain)
        )
        _put_in_place(made, folder)
    except BaseException:
        shutil.rmtree(made)
        raise
    if before:
        shutil.rmtree(before)
    return written


def _files(connection: Connection, limits: Limits, base_url: str) -> Iterator[tuple[str, bytes]]:
    """Names below the folder, and what stands there."""
    archive = listing(connection)
    some = any(one.withdrawn is None for one in archive)
    documents = Documents(base_url, ending=ENDING, stands=lambda: some)
    for locale in Locale:
        page = documents.latest(archive, locale, partial(numbered, connection))
        yield links.page(locale) + ENDING, page.body
        yield links.privacy(locale) + ENDING, documents.privacy(locale, limits).body
    for one in archive:
        found = numbered(connection, one.number)
        if found is None:
            continue
        for locale in Locale:
            page = documents.numbered(found, locale)
            yield links.page(locale, one.number) + ENDING, page.body
            if found.withdrawn:
                gone = documents.gone_page(found, found.withdrawn, locale)
                yield f"gone/{one.number}-{locale}{ENDING}", gone.body
            else:
                yield links.table(one.number, locale), documents.table(found, locale).body
                yield links.image(one.number, locale), documents.image(found, locale).body
        if found.withdrawn:
            yield f"gone/{one.number}.json", documents.gone(found).body
        else:
            yield links.content(one.number), documents.content(found).body
            for kept in of_publication(connection, one.number):
                yield links.file(kept.record), documents.file(kept).body
    yield links.index(), documents.index(archive).body
    yield "index.html", _first_page()
    yield "nginx.conf", _for_nginx()
    for name in (*links.ASSETS, *links.FONTS):
        yield f"assets/{name}", content(name)


def _with_compressed(name: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and its compressed copies under the names that web servers look for."""
    yield name, body
    if name.endswith(COMPRESSED) and len(body) >= SMALLEST:
        yield f"{name}.gz", gzip.compress(body, mtime=0)
        yield f"{name}.br", brotli.compress(body)


def _first_page() -> bytes:
    """The page that offers the languages; readers who do not choose are led to English."""
    ways = [(locale, links.page(locale) + ENDING) for locale in Locale]
    return render("languages.html", ways=ways).encode()


def _for_nginx() -> bytes:
    """Rules for nginx to answer like our server: status 410 for withdrawn files, cache times."""
    return render(
        "nginx.conf",
        pages={locale.value: links.page(locale) for locale in Locale},
        kinds=KINDS,
        attached=["csv", *KINDS],
        soon=SOON_SECONDS,
        longest=LONGEST_SECONDS,
    ).encode()


def _write(path: Path, body: bytes) -> int:
    _make_folder(path.parent)
    path.write_bytes(body)
    path.chmod(FILE_MODE)
    return 1


def _make_folder(path: Path) -> None:
    """Make a folder that everybody may enter, whatever the umask; leave an existing one alone."""
    if not path.is_dir():
        _make_folder(path.parent)
        path.mkdir()
        path.chmod(FOLDER_MODE)


def _put_in_place(made: Path, folder: Path) -> None:
    """Point the link to the new folder in one atomic step."""
    if folder.is_dir() and not folder.is_symlink():
        folder.rmdir()
    link = made.with_name(f"{made.name}.link")
    link.symlink_to(made.name, target_is_directory=True)
    link.replace(folder)


def _before(folder: Path) -> Path | None:
    """The folder that our link points to; ``None`` if there is none yet."""
    if folder.is_symlink():
        target = folder.parent / folder.readlink()
        if target.parent == folder.parent and target.name.startswith(_prefix(folder)):
            return target if target.is_dir() else None
        raise NotOurs
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotOurs
    return None


def _prefix(folder: Path) -> str:
    return f".{folder.name}-"
