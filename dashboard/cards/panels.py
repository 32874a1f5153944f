"""The gauges and charts of the Explore view, one row each; whatever shows one reads this table."""

from dashboard.cards.charts import Bars, Months, Quarters
from dashboard.cards.gauges import AgeGroupsGauge, FacilitatorsGauge, FrenchShareGauge, YouthGauge
from dashboard.cards.panel import Panel
from dashboard.domain.progress.breakdowns import AGE_GROUP, LANGUAGE, VENUE_TYPE, WEEKDAY
from dashboard.i18n import text
from dashboard.sentences.progress import definitions

GAUGES: tuple[Panel, ...] = (
    YouthGauge(),
    FrenchShareGauge(),
    AgeGroupsGauge(),
    FacilitatorsGauge(),
)
MONTHS = Months()
MULTIPLES: tuple[Bars, ...] = (
    Bars(LANGUAGE, text("By language"), definitions.breakdown, by_size=True),
    Bars(VENUE_TYPE, text("By venue type"), definitions.breakdown, by_size=True),
    Bars(AGE_GROUP, text("By age group"), definitions.ages),
    Bars(WEEKDAY, text("By day of the week"), definitions.weekdays),
)
CHARTS: tuple[Panel, ...] = (MONTHS, *MULTIPLES)
PANELS = {panel.code: panel for panel in (*GAUGES, *CHARTS, Quarters())}
