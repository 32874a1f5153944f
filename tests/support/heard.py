"""What SQLite is asked, however it is asked: by SQLAlchemy, or by the driver itself."""

from sqlalchemy import Engine, event


def heard(engine: Engine) -> list[str]:
    """All statements from now on, as they are asked."""
    found: list[str] = []
    event.listen(engine, "checkout", lambda opened, *_: opened.set_trace_callback(found.append))
    return found
