"""The gauges and charts of the Explore view, a row each: whatever shows one reads it here."""

from dashboard.cards.charts import Bars, Months
from dashboard.cards.gauges import AgeGroups, Facilitators, FrenchShare, Youth
from dashboard.cards.panel import Panel
from dashboard.domain.progress.breakdowns import AGE_GROUP, LANGUAGE, VENUE_TYPE
from dashboard.i18n import text
from dashboard.sentences.progress import definitions

GAUGES: tuple[Panel, ...] = (Youth(), FrenchShare(), AgeGroups(), Facilitators())
CHARTS: tuple[Panel, ...] = (
    Months(),
    Bars(LANGUAGE, text("By language"), definitions.breakdown()),
    Bars(VENUE_TYPE, text("By venue type"), definitions.breakdown()),
    Bars(AGE_GROUP, text("By age group"), definitions.ages()),
)
PANELS = {panel.code: panel for panel in (*GAUGES, *CHARTS)}
