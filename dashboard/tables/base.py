"""What every table is made of."""

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from dashboard.naming import CONVENTION

CLUSTERED = {"sqlite_with_rowid": False}  # rows lie in the order of their key


def only(where: str) -> dict[str, str]:
    """The rows that an index has, as the migration made it; for ``info``.

    As an option of SQLAlchemy it would load the dialects of both databases in each command.
    """
    return {"where": where}


class Base(DeclarativeBase):
    """Our tables; constraints have names, so that migrations can change them."""

    metadata = MetaData(naming_convention=CONVENTION)
