"""The terms of a long list that contain what a reader typed above it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, jsonify, request

from dashboard.domain.shared.dimensions import DIMENSIONS, terms_by_filter
from dashboard.domain.shared.offered import offered, said
from dashboard.domain.shared.vocabulary import Term, Terms
from dashboard.i18n import Locale
from dashboard.sentences.shared.choices import found

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.queries.answers import Answers

LONGEST = 80  # characters of a search
MOST_CHOSEN = 200


def blueprint(ask: Callable[[], Answers]) -> Blueprint:
    """The route, which ``assets/shared/choices.js`` asks.

    Args:
        ask: The answers for the reader: a dimension that they may not filter by has no terms.
    """
    routes = Blueprint("choices", __name__)

    @routes.get("/choices/<name>/<locale>")
    def offer(name: str, locale: str) -> Response:
        if name not in DIMENSIONS or locale not in set(Locale):
            abort(404)
        in_words = Locale(locale)
        with ask().reading("", on_page=False) as (_, now):
            terms = _of_type(terms_by_filter(now.vocabulary)[name], request.args.get("venue_type"))
        wanted = request.args.get("search", "")[:LONGEST]
        chosen = request.args.getlist("chosen")[:MOST_CHOSEN]
        beside = partial(now.vocabulary.venue_words, locale=in_words)
        some = offered(terms, in_words, chosen=chosen, wanted=wanted, beside=beside)
        options = [
            {"label": said(term, in_words), "name": beside(term), "value": term.code}
            for term in some.terms
        ]
        return jsonify(options=options, said=found(some).say(in_words))

    return routes


def _of_type(terms: Terms[Term], venue_type: str | None) -> Terms[Term]:
    """Only the venues of a type, if one is named."""
    if not venue_type:
        return terms
    return Terms(tuple(one for one in terms if getattr(one, "venue_type", "") == venue_type))
