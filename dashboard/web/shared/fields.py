"""The building blocks of request and answer fields.

Answers are typed dictionaries of plain data. mypy checks the code that makes them; pydantic
describes them, and checks them in tests only.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, with_config

WITHOUT_NUL = r"^[^\x00]*$"  # PostgreSQL keeps none

Id = Annotated[int, Field(ge=1, lt=2**31)]
Code = Annotated[str, Field(max_length=200, pattern=WITHOUT_NUL)]
Words = Annotated[str, Field(max_length=5_000, pattern=WITHOUT_NUL)]
Cells = Annotated[
    dict[Code, Words],
    Field(max_length=100, description="By column code, as files state them: days in ISO form."),
]

Count = Annotated[int, Field(ge=0)]
Number = Annotated[float, Field(ge=0)]
Percent = Annotated[
    float, Field(ge=0, description="One decimal, half up, and never 100 while below the target.")
]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", json_schema_extra={"format": "date"})]
Month = Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Hidden = Annotated[
    Literal[True],
    Field(description="Present only when a number beside it is hidden to protect privacy."),
]
Low = Annotated[
    Count,
    Field(
        description="Present only in a publication, where a hidden count is shown as a range: "
        "the least that it can be."
    ),
]
High = Annotated[Count, Field(description="The most that it can be, beside `low`.")]
Revised = Annotated[
    Literal[True],
    Field(
        description="Present only in a publication, where an earlier one told the participations "
        "beside it otherwise, because sessions were corrected."
    ),
]
AsOf = Annotated[
    Day,
    Field(
        description="Present only in a publication, where the participations beside it (and what "
        "is worked out from them) are those of an earlier publication: the day of its data."
    ),
]


def one_of(*codes: str) -> Any:  # noqa: ANN401 - what pydantic's Field gives
    """One of these codes."""
    return Field(pattern=f"^({'|'.join(codes)})$")


answer_model = with_config(ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True))
"""Marks what may be a whole answer: no more than its fields, each of just its type."""
