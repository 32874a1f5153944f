"""A message as text and as HTML, in one language or in both, readable with images off.

It has no picture, no script and no style sheet from elsewhere: whoever opens it tells nobody.
"""

from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from html import escape

from dashboard.exports.messages.letter import Letter, LetterLink, LetterPart

BETWEEN = "\n\n" + "—" * 24 + "\n\n"
HTML = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body style="margin:0;padding:16px">
<div style="max-width:40em;margin:0 auto;font:16px/1.5 Arial,Helvetica,sans-serif">
{letters}
</div>
</body>
</html>
"""
NOTE = ' style="font-size:14px"'


def fill(message: EmailMessage, letters: Sequence[Letter]) -> None:
    """Write the letters into a message that has its headers, as text and as HTML.

    Args:
        message: The message, without content.
        letters: The same in one language or in two; the first one gives the title.
    """
    message["Content-Language"] = ", ".join(one.locale.tag for one in letters)
    # Lines of quoted-printable have 76 characters; some servers cut longer ones
    message.set_content(BETWEEN.join(map(plain, letters)) + "\n", cte="quoted-printable")
    message.add_alternative(html(letters), subtype="html", cte="quoted-printable")


def subject(letters: Sequence[Letter]) -> str:
    """The subject, in each language."""
    return " / ".join(dict.fromkeys(one.subject for one in letters))


def plain(letter: Letter) -> str:
    """A letter as text."""
    return "\n\n".join(
        (
            letter.title,
            *letter.lead,
            *map(_plain_part, letter.parts),
            *(f"{link.words}\n{link.address}" for link in letter.links),
            *letter.notes,
            f"{letter.end.words}\n{letter.end.address}",
        )
    )


def html(letters: Sequence[Letter]) -> str:
    """The letters as one document."""
    return HTML.format(
        lang=letters[0].locale.tag,
        title=escape(letters[0].title),
        letters="\n<hr>\n".join("\n".join(_html(letter)) for letter in letters),
    )


def _plain_part(part: LetterPart) -> str:
    lines = (f"- {line}" for line in part.lines) if part.is_list else part.lines
    return "\n".join((part.title, *lines))


def _html(letter: Letter) -> Iterator[str]:
    yield f'<div lang="{letter.locale.tag}">'
    yield f'<h1 style="font-size:24px;line-height:1.25">{escape(letter.title)}</h1>'
    yield from (f"<p>{escape(line)}</p>" for line in letter.lead)
    for part in letter.parts:
        yield f'<h2 style="font-size:18px;margin-bottom:0">{escape(part.title)}</h2>'
        if part.is_list:
            points = "".join(f"<li>{escape(line)}</li>" for line in part.lines)
            yield f'<ul style="margin-top:4px">{points}</ul>'
        else:
            yield from (f'<p style="margin:4px 0 0">{escape(line)}</p>' for line in part.lines)
    yield from (f"<p>{_way(link)}</p>" for link in letter.links)
    yield "<hr>"
    yield from (f"<p{NOTE}>{escape(note)}</p>" for note in letter.notes)
    yield f"<p{NOTE}>{_way(letter.end)}</p>"
    yield "</div>"


def _way(link: LetterLink) -> str:
    return f'<a href="{escape(link.address)}">{escape(link.words)}</a>'
