"""What everyone may read: the page of the latest figures, and the archive of publications.

Publications only: no module here can reach the sessions, and no cookie is read or set.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from dashboard.addresses import PROGRESS, PUBLICATIONS
from dashboard.database import reading
from dashboard.domain.publications.files import BriefFormat
from dashboard.i18n import Locale
from dashboard.publications.archive import files
from dashboard.publications.archive.reading import listing, numbered, stands
from dashboard.publications.pages.documents import (
    CSV,
    HTML,
    JSON,
    LONGEST_SECONDS,
    SOON_SECONDS,
    Documents,
)
from dashboard.web.shared.differing import differs_by
from dashboard.web.shared.downloads import attach
from dashboard.web.shared.pages import in_both_languages

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from dashboard.domain.publications.files import PublicationFile
    from dashboard.publications.archive.reading import ArchivedPublication
    from dashboard.publications.pages.documents import Document

NUMBER = "<int(min=1, max=999999):number>"
OK, NOT_FOUND, GONE = 200, 404, 410


def blueprint(engine: Engine, base_url: str) -> Blueprint:
    """The routes; pages in both languages, files by their number."""
    routes = Blueprint("public", __name__)
    documents = Documents(base_url, stands=partial(_stands, engine))

    def latest(locale: Locale) -> Response:
        with reading(engine) as connection:
            archive = listing(connection)
            made = documents.latest(archive, locale, partial(numbered, connection))
        return answer(made, seconds=SOON_SECONDS)

    def page(locale: Locale, number: int) -> Response:
        found = _numbered(engine, number)
        if found is None:
            missing = documents.missing(number, locale)  # not kept: it may be there in a moment
            return Response(missing.body, NOT_FOUND, mimetype=missing.kind)
        return answer(documents.numbered(found, locale), GONE if found.withdrawn else OK)

    in_both_languages(routes, PROGRESS, latest)
    in_both_languages(routes, PROGRESS, page, f"/{NUMBER}")

    @routes.get(f"{PUBLICATIONS}.json")
    def index() -> Response:
        with reading(engine) as connection:
            archive = listing(connection)
        return answer(documents.index(archive), seconds=SOON_SECONDS)

    @routes.get(f"{PUBLICATIONS}/{NUMBER}.json")
    def content(number: int) -> Response:
        return _file(documents, _numbered(engine, number), documents.content)

    @routes.get(f"{PUBLICATIONS}/{NUMBER}.csv")
    def table(number: int) -> Response:
        said = request.args.get("lang", "")
        locale = Locale(said) if said in set(Locale) else Locale.EN
        return _table(documents, _numbered(engine, number), locale)

    @routes.get(f"{PUBLICATIONS}/{NUMBER}-<any(en, fr):lang>.csv")
    def table_in(number: int, lang: str) -> Response:
        return _table(documents, _numbered(engine, number), Locale(lang))

    @routes.get(f"{PUBLICATIONS}/{NUMBER}-<any(en, fr):lang>.png")
    def image(number: int, lang: str) -> Response:
        found, locale = _numbered(engine, number), Locale(lang)
        return _file(documents, found, lambda one: documents.image(one, locale), locale)

    @routes.get(f"{PUBLICATIONS}/{NUMBER}-<any(en, fr):lang>.<any(pdf, pptx, xlsx):form>")
    def file(number: int, lang: str, form: str) -> Response:
        with reading(engine) as connection:
            found = numbered(connection, number)
            kept = files.one(connection, number, Locale(lang), BriefFormat(form))
        return _kept(documents, found, kept, Locale(lang))

    return routes


def _kept(
    documents: Documents,
    found: ArchivedPublication | None,
    kept: PublicationFile | None,
    locale: Locale,
) -> Response:
    """A file that is kept with a publication."""
    if found and found.withdrawn:
        return _gone(documents, found, locale)
    if kept is None:
        abort(NOT_FOUND)
    response = answer(documents.file(kept))
    attach(response, f"impact-{kept.record.key}")
    return response


def _numbered(engine: Engine, number: int) -> ArchivedPublication | None:
    with reading(engine) as connection:
        return numbered(connection, number)


def _stands(engine: Engine) -> bool:
    with reading(engine) as connection:
        return stands(connection)


def _table(documents: Documents, found: ArchivedPublication | None, locale: Locale) -> Response:
    response = _file(documents, found, lambda one: documents.table(one, locale), locale)
    if found and not found.withdrawn:
        attach(response, f"impact-{found.number}-{locale}.csv")
    return response


def _file(
    documents: Documents,
    found: ArchivedPublication | None,
    make: Callable[[ArchivedPublication], Document],
    locale: Locale | None = None,
) -> Response:
    if found is None:
        abort(NOT_FOUND)
    return _gone(documents, found, locale) if found.withdrawn else answer(make(found))


def _gone(documents: Documents, found: ArchivedPublication, locale: Locale | None) -> Response:
    """Why a file is no longer there: a page for a browser, JSON for programs.

    ``locale``: the language of the file; ``None`` for a file that is for programs only.
    """
    accepted, withdrawal = request.accept_mimetypes, found.withdrawn
    is_browser = accepted[HTML] > accepted[JSON]
    made = (
        documents.gone_page(found, withdrawal, locale)
        if locale and withdrawal and is_browser
        else documents.gone(found)
    )
    response = answer(made, GONE)
    differs_by(response, "Accept")
    return response


def answer(document: Document, status: int = OK, *, seconds: int = LONGEST_SECONDS) -> Response:
    """The document, or status 304 if the reader already has it."""
    response = Response(document.body, status, mimetype=document.kind)
    if document.kind == CSV:
        response.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
    response.set_etag(document.tag)
    if status == OK:
        response.make_conditional(request)
    response.cache_control.public = True
    response.cache_control.max_age = seconds
    return response
