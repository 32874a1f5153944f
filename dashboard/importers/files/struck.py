"""Whether a row of a workbook is struck through: as cells, or in the text of each cell."""

_NO = ("0", "false")


def is_on(attributes: dict[str, str]) -> bool:
    """Whether an element of XLSX such as ``<strike/>`` says yes."""
    return attributes.get("val", "1") not in _NO


def row_is_struck(filled: int, struck: int) -> bool:
    """Whether so many struck cells, of so many filled ones, mean that the row was struck out.

    A remark beside it, or one corrected number in it, makes no difference.
    """
    return 2 * struck > filled
