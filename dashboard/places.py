"""The paths of the program’s own files, and of the files that it makes.

In a checkout, both are the checkout. A wheel has its own files inside the package (see
``pyproject.toml``); the files it makes go to the system's folder for its user's data.
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
    """The folder of the database, unless a setting names another."""
    if SHIPPED == ROOT:
        return ROOT / "data"
    from platformdirs import user_data_path  # noqa: PLC0415 - a checkout needs none

    return user_data_path("impact")


def cache_folder() -> Path:
    """The folder for files that can be made again."""
    if SHIPPED == ROOT:
        return ROOT / ".cache"
    from platformdirs import user_cache_path  # noqa: PLC0415 - a checkout needs none

    return user_cache_path("impact")
