"""How well one colour is told from another, as WCAG 2.2 measures it."""

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21; it goes by lightness alone, so it holds in grey too."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
