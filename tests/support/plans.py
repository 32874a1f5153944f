"""How SQLite goes about what is asked."""

from sqlalchemy import event


def plans_of(connection, ask):
    """The lines of the plans of whatever is asked."""
    ran = []

    def note(_connection, _cursor, statement, parameters, _context, many):
        ran.append((statement, parameters[0] if many else parameters))

    event.listen(connection, "before_cursor_execute", note)
    ask()
    event.remove(connection, "before_cursor_execute", note)
    driver = connection.connection.driver_connection
    return [
        line
        for statement, parameters in ran
        for *_, line in driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
    ]
