"""The colours and the layout that all figures share.

Text, grid and tracks take their colour from the style sheet, so one figure serves light, dark and
print. The colours below have a contrast of at least 3:1 on light and on dark paper.
"""

from typing import Any

from dashboard.i18n import Locale
from dashboard.i18n.formats import NO_BREAK_SPACE

Figure = dict[str, Any]

REACHED = "#1f8a84"
SESSIONS = "#b3772a"
PLAN = "#7b8794"
TRACK = "rgba(123, 135, 148, 0.22)"

FONT = "'PACT Sans', 'Source Sans 3 Variable', system-ui, sans-serif"
SEPARATORS = {Locale.EN: ".,", Locale.FR: f",{NO_BREAK_SPACE}"}

CONFIG: Figure = {"displayModeBar": False, "showSendToCloud": False, "responsive": True}
STILL: Figure = CONFIG | {"staticPlot": True}
AXIS: Figure = {
    "fixedrange": True,  # it cannot be dragged
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "ticklabeloverflow": "allow",  # margins have room, and plotly measures no label
    "gridcolor": TRACK,
}


def frame(locale: Locale, config: Figure = CONFIG) -> Figure:
    """What all figures share, which a browser is sent once: see ``layouts/shared/changes.py``."""
    layout = {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 14, "color": PLAN},
        "separators": SEPARATORS[locale],
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"font": {"family": FONT, "size": 14}},
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "xaxis": AXIS,
        "yaxis": AXIS,
    }
    return {"config": config, "template": {"layout": layout}}


def heading(panel: str, words: str) -> Figure:
    """Words over the left end of a panel, or of the whole ``paper``."""
    return {
        "text": words,
        "xref": panel,
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 13},
    }
