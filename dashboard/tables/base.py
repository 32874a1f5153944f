"""What every table is made of."""

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from dashboard.naming import CONVENTION

CLUSTERED = {"sqlite_with_rowid": False}  # rows lie in the order of their key


class Base(DeclarativeBase):
    """Our tables; constraints have names, so that migrations can change them."""

    metadata = MetaData(naming_convention=CONVENTION)
