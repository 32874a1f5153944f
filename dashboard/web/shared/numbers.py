"""Numbers in addresses: each is written in one way, so that a thing has one address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.routing import IntegerConverter

if TYPE_CHECKING:
    from flask import Flask


class AddressNumber(IntegerConverter):
    """A whole number as links write it: in ASCII digits, without zeros before it."""

    regex = "0|[1-9][0-9]*"


def install(server: Flask) -> None:
    """Read every ``<int:…>`` so, in the rules that are added from now on."""
    server.url_map.converters["int"] = AddressNumber
