"""The database's schema, step by step."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

LOCATION = "dashboard:migrations"


def upgrade(connection: Connection) -> None:
    """Bring the schema to the newest revision, inside the caller's transaction."""
    command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", LOCATION)
    config.attributes["connection"] = connection
    return config
