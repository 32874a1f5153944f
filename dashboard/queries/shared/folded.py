"""Compare text without minding the case of A to Z, in the same way in Python and both databases."""

from string import ascii_lowercase, ascii_uppercase

from sqlalchemy import ColumnElement, SQLColumnExpression, String, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


def folded(words: str) -> str:
    """The text with A to Z in lower case; other letters, such as É, keep their case."""
    return words.translate(_LOWER)


class fold(FunctionElement[str]):  # noqa: N801 - it reads as a function of SQL
    """The same of a column."""

    inherit_cache = True
    type = String()

    def __init__(self, column: SQLColumnExpression[str]) -> None:
        super().__init__(column)


class place_of(FunctionElement[int]):  # noqa: N801
    """Where in a text another one begins, from 1; 0 if it is not there."""

    inherit_cache = True

    def __init__(self, text: SQLColumnExpression[str], part: str) -> None:
        super().__init__(text, literal(part))


def contains(column: SQLColumnExpression[str], words: str) -> ColumnElement[bool]:
    """Whether a column has the folded words somewhere; no sign stands for another."""
    return place_of(fold(column), words) > 0


@compiles(fold)
def _lower(element: fold, compiler: SQLCompiler, **options: object) -> str:
    return f"lower({compiler.process(element.clauses, **options)})"


@compiles(fold, "postgresql")
def _lower_in_c(element: fold, compiler: SQLCompiler, **options: object) -> str:
    return f'lower({compiler.process(element.clauses, **options)} COLLATE "C")'


@compiles(place_of)
def _instr(element: place_of, compiler: SQLCompiler, **options: object) -> str:
    return f"instr({compiler.process(element.clauses, **options)})"


@compiles(place_of, "postgresql")
def _strpos(element: place_of, compiler: SQLCompiler, **options: object) -> str:
    return f"strpos({compiler.process(element.clauses, **options)})"
