"""Pages at an address in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import Locale

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint
    from werkzeug.wrappers import Response

    from dashboard.addresses import View


def in_both_languages(
    routes: Blueprint,
    view: View,
    page: Callable[..., Response],
    below: str = "",
    *,
    has_form: bool = False,
) -> None:
    """Serve a page, which gets its ``locale``, at both addresses of a view, or ``below`` them.

    The endpoint is called like the function. With a form, the page also gets what is sent to it.
    """
    for locale in Locale:
        routes.add_url_rule(
            f"{view[locale]}{below}",
            page.__name__,
            page,
            defaults={"locale": locale},
            methods=["GET", "POST"] if has_form else ["GET"],
        )
