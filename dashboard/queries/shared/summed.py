"""Sums of integers that are integers on both databases."""

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, cast, func


def summed(number: SQLColumnExpression[int]) -> ColumnElement[int]:
    """The integer sum of a column; ``None`` over no rows.

    PostgreSQL's own sum of sums is a decimal. It equals the integer in Python, but not in JSON.
    """
    return cast(func.sum(number), BigInteger)
