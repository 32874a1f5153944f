"""The database's tables, one module a subject.

The database itself enforces the constraints, so that no writer can bypass them. Import a table from
here: then all of them are known, as ``Base.metadata`` and foreign keys need it.
"""

from dashboard.tables.base import Base
from dashboard.tables.findings import (
    CheckedFinding,
    FindingTally,
    KeptFinding,
    SizeTally,
    UsualSize,
)
from dashboard.tables.history import AuditEntry, DataState, Restore, Trial
from dashboard.tables.importing import ImportMapping, ImportRecord, RefusedImport
from dashboard.tables.messages import AlertEpisode, OutboxMessage, Subscription
from dashboard.tables.people import (
    ApiToken,
    CalendarFeed,
    EndedSignIn,
    FailedSignIn,
    Identity,
    OneTimeLink,
    User,
)
from dashboard.tables.plan import (
    Decision,
    Facilitator,
    Meeting,
    PlanMeasure,
    PlanMilestone,
    Training,
)
from dashboard.tables.publications import LostPublication, PublicationDraft
from dashboard.tables.reference import (
    AgeGroup,
    Annotation,
    ComparisonShare,
    Funder,
    Indicator,
    Language,
    Partner,
    Reference,
    SessionKind,
    StatusLevel,
    TargetRevision,
    Threshold,
    VenueType,
)
from dashboard.tables.sessions import (
    PLANNED,
    STATUSES,
    Attendance,
    OutreachSession,
    SessionFacilitator,
)
from dashboard.tables.tallies import (
    AgeMaskTally,
    AttendanceTally,
    CancelledTally,
    FacilitatorPack,
    PackCodes,
    PlannedTally,
    SessionPack,
    SessionTally,
    TalliedMonth,
    VenueTally,
)
from dashboard.tables.venues import Venue, VenueAlias, VenueRequest

__all__ = [
    "PLANNED",
    "STATUSES",
    "AgeGroup",
    "AgeMaskTally",
    "AlertEpisode",
    "Annotation",
    "ApiToken",
    "Attendance",
    "AttendanceTally",
    "AuditEntry",
    "Base",
    "CalendarFeed",
    "CancelledTally",
    "CheckedFinding",
    "ComparisonShare",
    "DataState",
    "Decision",
    "EndedSignIn",
    "Facilitator",
    "FacilitatorPack",
    "FailedSignIn",
    "FindingTally",
    "Funder",
    "Identity",
    "ImportMapping",
    "ImportRecord",
    "Indicator",
    "KeptFinding",
    "Language",
    "LostPublication",
    "Meeting",
    "OneTimeLink",
    "OutboxMessage",
    "OutreachSession",
    "PackCodes",
    "Partner",
    "PlanMeasure",
    "PlanMilestone",
    "PlannedTally",
    "PublicationDraft",
    "Reference",
    "RefusedImport",
    "Restore",
    "SessionFacilitator",
    "SessionKind",
    "SessionPack",
    "SessionTally",
    "SizeTally",
    "StatusLevel",
    "Subscription",
    "TalliedMonth",
    "TargetRevision",
    "Threshold",
    "Training",
    "Trial",
    "User",
    "UsualSize",
    "Venue",
    "VenueAlias",
    "VenueRequest",
    "VenueTally",
    "VenueType",
]
