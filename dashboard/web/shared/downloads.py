"""Files that the browser saves under a name of ours."""

from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import quote

from werkzeug.http import quote_header_value

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


def attach(response: "Response", name: str) -> None:
    """Mark the answer as a file with that name, in any script (RFC 6266).

    Headers are Latin-1: the full name is encoded, beside one that every reader can read.
    """
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    said = f"attachment; filename={quote_header_value(plain, allow_token=False)}"
    if plain != name:
        said += f"; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Disposition"] = said
