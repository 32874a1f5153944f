"""Sums of whole numbers that are whole numbers on both databases."""

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, cast, func


def summed(number: SQLColumnExpression[int]) -> ColumnElement[int]:
    """The sum of a column of whole numbers; ``None`` over no rows.

    PostgreSQL's own is a decimal as soon as the column is a sum itself, and a decimal is equal to
    its number in Python, but not in JSON.
    """
    return cast(func.sum(number), BigInteger)
