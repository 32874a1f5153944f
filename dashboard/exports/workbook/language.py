"""The language of a workbook, which the library that writes it always calls American English."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.i18n import Locale

AMERICAN = b"en-US"
PROPERTIES = "docProps/core.xml"
END = b"</cp:coreProperties>"


def in_language(book: bytes, locale: Locale) -> bytes:
    """The same workbook, whose properties and charts name its own language."""
    file = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == PROPERTIES:
                told = f"<dc:language>{locale.tag}</dc:language>".encode()
                content = content.replace(END, told + END)
            elif name.startswith(("xl/charts/", "xl/drawings/")):
                for form in (b'lang="%s"', b'<c:lang val="%s"'):
                    content = content.replace(form % AMERICAN, form % locale.tag.encode())
            new.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return file.getvalue()
