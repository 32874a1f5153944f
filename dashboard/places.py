"""Where the program’s own files are, and where it keeps what it makes.

In a checkout that is the checkout itself. A wheel holds the files inside the package (see
``pyproject.toml``); what is made then goes where the system keeps the files of whoever runs it.
"""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_IN_WHEEL: Final = _PACKAGE / "_shipped"
ROOT: Final = _PACKAGE.parent
SHIPPED: Final = _IN_WHEEL if _IN_WHEEL.is_dir() else ROOT
ASSETS: Final = SHIPPED / "assets"
REFERENCE: Final = SHIPPED / "data" / "reference"
DEMONSTRATION: Final = SHIPPED / "data" / "demo"


def data_folder() -> Path:
    """Where the database lies unless a setting says otherwise."""
    if SHIPPED == ROOT:
        return ROOT / "data"
    from platformdirs import user_data_path  # noqa: PLC0415 - a checkout needs none

    return user_data_path("impact")


def cache_folder() -> Path:
    """Where files are kept that can be made again."""
    if SHIPPED == ROOT:
        return ROOT / ".cache"
    from platformdirs import user_cache_path  # noqa: PLC0415 - a checkout needs none

    return user_cache_path("impact")
