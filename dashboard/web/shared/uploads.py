"""A file sent with a request: stored privately until it is answered, then deleted."""

from __future__ import annotations

from contextlib import closing
from hashlib import file_digest
from typing import TYPE_CHECKING, TypeVar

from flask import request
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from dashboard.i18n import text
from dashboard.web.shared.errors import of_another_version
from dashboard.web.shared.folders import HeldFolder, remove_abandoned

if TYPE_CHECKING:
    from pydantic import BaseModel

    B = TypeVar("B", bound=BaseModel)

LARGEST_FILE = 64 * 1024 * 1024
BESIDES_THE_FILE = 1024 * 1024
LARGEST_REQUEST = LARGEST_FILE + BESIDES_THE_FILE
MOST_PARTS = 20
LONGEST_NAME = 120
PREFIX = "impact-upload-"
ANEW = text("In the browser, reload the page and choose the file again: what you matched is kept.")


class Upload:
    """A file in a private folder; ``close`` deletes both."""

    def __init__(self) -> None:
        """Store the file of the request.

        Raises:
            werkzeug.exceptions.HTTPException: There is none, or it is too large.
        """
        if request.mimetype != "multipart/form-data":
            raise UnsupportedMediaType
        request.max_content_length = LARGEST_REQUEST
        request.max_form_memory_size = BESIDES_THE_FILE
        request.max_form_parts = MOST_PARTS
        given = request.files.getlist("file")
        if len(given) != 1:
            raise BadRequest
        remove_abandoned(PREFIX)  # of a worker that was killed
        self.name = shown_name(given[0].filename or "")
        self._folder = HeldFolder(PREFIX)
        try:
            self.path = self._folder.path / "file"
            with closing(given[0]) as sent:
                sent.save(self.path)
            with self.path.open("rb") as stream:
                self.sha256 = file_digest(stream, "sha256").hexdigest()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Delete the file and its folder."""
        self._folder.close()


def wishes(model: type[B]) -> B:
    """The fields of the request beside its file.

    Raises:
        werkzeug.exceptions.BadRequest: They are not as described.
    """
    if any(len(values) > 1 for _, values in request.form.lists()):
        raise BadRequest
    try:
        return model.model_validate_strings(request.form.to_dict())
    except ValidationError as error:
        raise of_another_version(ANEW) from error


def shown_name(given: str) -> str:
    """A file's own name, without folders and unprintable characters."""
    name = given.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in name if c.isprintable()).strip(" .")
    if len(kept) > LONGEST_NAME:
        stem, dot, end = kept.rpartition(".")
        kept = stem[: LONGEST_NAME - len(end) - 2] + "…" + dot + end if len(end) < 10 else ""
    return kept or "file"
