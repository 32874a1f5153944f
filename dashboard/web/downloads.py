"""Files that the browser keeps under a name of ours."""

from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import quote

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


def attach(response: "Response", name: str) -> None:
    """Say that the answer is a file of that name, in any script (RFC 6266).

    A header is Latin-1: the whole name stands encoded beside one that every reader can read.
    """
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    names = {"filename": plain}
    if plain != name:
        names["filename*"] = f"UTF-8''{quote(name, safe='')}"
    response.headers.set("Content-Disposition", "attachment", **names)
