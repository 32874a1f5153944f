"""Enlarge a figure so that it can be read across a room."""

from typing import Any

from dashboard.figures.theme import Figure

TYPE = 32  # pixels, on a screen of 1920 by 1080
WIDER = 2.5  # margins, for the larger words
THICKER = 1.8  # lines
APART = 2.4  # shifts of words, to keep them apart


def enlarged(figure: Figure) -> Figure:
    """The same figure in one large type size, filling its place."""
    layout = {name: part for name, part in figure["layout"].items() if name != "height"}
    margin = {side: round(WIDER * width) for side, width in layout.get("margin", {}).items()}
    drawn = _without_sizes({"data": figure["data"], "layout": layout})
    notes = [_shifted(note) for note in drawn["layout"].get("annotations", [])]
    return {
        **figure,
        "data": [_thicker(trace) for trace in drawn["data"]],
        "layout": {
            **drawn["layout"],
            "font": {"size": TYPE},
            "margin": margin,
            "annotations": notes,
            "autosize": True,
        },
    }


def _without_sizes(part: Any) -> Any:  # noqa: ANN401 - whatever a figure is made of
    """Remove font sizes, because fonts with their own size would not grow."""
    if isinstance(part, dict):
        return {
            name: {key: value for key, value in inner.items() if key != "size"}
            if name in ("font", "tickfont", "textfont") and isinstance(inner, dict)
            else _without_sizes(inner)
            for name, inner in part.items()
        }
    return [_without_sizes(one) for one in part] if isinstance(part, list) else part


def _thicker(trace: Figure) -> Figure:
    line = trace.get("line", {})
    if not line.get("width"):
        return trace
    return {**trace, "line": {**line, "width": round(THICKER * line["width"], 1)}}


def _shifted(note: Figure) -> Figure:
    shifts = {key: round(APART * note[key]) for key in ("xshift", "yshift") if note.get(key)}
    return {**note, **shifts}
