"""What strikes a row of a workbook through: its cells, or the text in them, one by one."""

_NO = ("0", "false")


def is_on(attributes: dict[str, str]) -> bool:
    """Whether an element of XLSX such as ``<strike/>`` says yes."""
    return attributes.get("val", "1") not in _NO


def row_is_struck(filled: int, struck: int) -> bool:
    """Whether so many struck cells of those that are filled make a row that was struck out.

    A remark beside it, or a number in it that was corrected, leaves a row what it is.
    """
    return 2 * struck > filled
