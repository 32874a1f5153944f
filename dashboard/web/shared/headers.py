"""Headers of every response for its security and caching."""

from __future__ import annotations

import re
from posixpath import normpath
from typing import TYPE_CHECKING

from flask import Response, request

from dashboard import assets
from dashboard.addresses import CALENDAR
from dashboard.web.shared.compression import FILES
from dashboard.web.shared.style_hashes import STYLE_HASHES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

FIXED = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
OPENED = (
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
"""Headers, like the policy, for what is opened as a page, not for the files of one."""
OF_OTHERS = ("content-disposition", "last-modified", "x-request-id")
"""What no browser heeds in a file of a page: it is not saved, has an ETag, and is not reported."""
OF_FRAMES = ("pages/embed.css", "pages/refused.css", "publications/frame.js")
"""What embedded views load. A frame in a sandbox is of no origin, so that we are others to it."""
FILES_OF_PAGES = ("application/javascript", "font/", "text/css", "text/javascript")
NOT_A_PAGE = "default-src 'none'; frame-ancestors 'none'"
HTTPS_ONLY = ("Strict-Transport-Security", "max-age=31536000")
SOURCES = re.compile(r"[\w'*:/.\- \[\]]+", re.ASCII)
YEAR, DAY = 31_536_000, 86_400
NOT_STORED = "private, no-store"
FOR_EVER = f"public, max-age={YEAR}, immutable"


def content_security_policy(script_hashes: Sequence[str], frame_ancestors: str) -> str:
    """The policy: only our own files, and inline code only if its hash is listed.

    Raises:
        ValueError: ``frame_ancestors`` is more than a list of sources.
    """
    if not SOURCES.fullmatch(frame_ancestors):
        msg = f"frame_ancestors is not a list of CSP sources: {frame_ancestors!r}"
        raise ValueError(msg)
    scripts = " ".join(("'self'", *script_hashes))
    styles = " ".join(("'self'", *STYLE_HASHES))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {styles}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            f"frame-ancestors {frame_ancestors}",
            "base-uri 'none'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


class SecurityHeaders:
    """The outermost layer: every answer gets these headers, whoever made it.

    Answers other than pages may load nothing. Scripts, styles and fonts bear no policy: browsers
    read it of documents and workers, and there is no worker here.
    ``https``: people use https, even if a proxy before us handles it.
    """

    def __init__(self, application: WSGIApplication, policy: str, *, https: bool) -> None:
        self._application = application
        self._policy = policy
        self._https = https

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does, with the headers added."""
        https = self._https or environ["wsgi.url_scheme"] == "https"

        def start(
            status: str,
            found: list[tuple[str, str]],
            failure: tuple[type[BaseException], BaseException, TracebackType] | None = None,
        ) -> object:
            added: tuple[tuple[str, str], ...]
            kind = _kind(found)
            if kind.startswith(FILES_OF_PAGES):
                kept, added = _of_file(found), FIXED
            else:
                policy = self._policy if kind.startswith("text/html") else NOT_A_PAGE
                kept, added = found, (("Content-Security-Policy", policy), *FIXED, *OPENED)
            said = {name.lower() for name, _ in kept}  # an embedded view has rules of its own
            missing = [(name, value) for name, value in added if name.lower() not in said]
            return start_response(
                status, [*kept, *missing, *([HTTPS_ONLY] if https else [])], failure
            )

        return self._application(environ, start)  # type: ignore[arg-type]


def _of_file(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What browsers heed in a file of a page: of one that never changes they ask no ETag again."""
    is_kept = ("Cache-Control", FOR_EVER) in headers
    others = (*OF_OTHERS, "etag") if is_kept else OF_OTHERS
    return [one for one in headers if one[0].lower() not in others]


def _kind(headers: Sequence[tuple[str, str]]) -> str:
    """The type of the content; empty if nobody says it."""
    for name, value in headers:
        if name.lower() == "content-type":
            return value
    return ""


def cache(response: Response) -> Response:
    """Cache answers with a version in their address, revalidate other files, store nothing else.

    Let frames of other sites load their own files.
    """
    is_file = request.path.startswith(FILES)
    if request.path.removeprefix("/assets/") in OF_FRAMES:
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if not is_file and "Cache-Control" in response.headers and response.cache_control.public:
        return response  # it says so itself: a publication
    if request.path.startswith(f"{CALENDAR}/"):
        response.headers["Cache-Control"] = "private, no-cache"  # asked for again, rarely sent
    elif not is_file or response.status_code not in (200, 304):
        response.headers["Cache-Control"] = NOT_STORED
    elif not request.path.startswith("/assets/"):
        control = response.cache_control
        control.no_cache = None if control.max_age else True  # Dash gives an age to versions
    else:
        response.headers["Cache-Control"] = _of_asset()
        response.headers.pop("Expires", None)
    return response


def _of_asset() -> str:
    """How to cache one of our files; one whose address names another version is not cached."""
    if "m" not in request.args:
        return f"public, max-age={DAY}"
    name = normpath(request.path.removeprefix("/assets/"))  # one file goes by several paths
    version = assets.version_of(name)
    return FOR_EVER if request.args["m"] == version else "public, no-cache"
