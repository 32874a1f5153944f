"""The columns that survey tools add to their exports besides the answers.

Their names are compared exactly: ODK Central's ``Status`` is not a form's ``status``, nor
KoboToolbox's ``_notes`` a question about notes. Several identify who filled in the form; none of
these is stored.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from dashboard.i18n import text
from dashboard.importers.faults import BadValueError
from dashboard.importers.files.source import Cell
from dashboard.importers.values import Parse


@dataclass(frozen=True, slots=True)
class Tool:
    """A survey tool, recognised by any set of ``marks`` that is complete in a header row.

    ``own`` columns are the tool's, and so are those that begin with one of ``beginnings``. ``ids``
    identify its answers, best first; ``moments`` if these are moments, not numbers. ``hyphens`` if
    a hyphen separates group and question. Columns that it ``may`` add are its own only if the form
    asks for the same.
    """

    name: str
    marks: tuple[frozenset[str], ...]
    own: frozenset[str]
    ids: tuple[str, ...]
    beginnings: tuple[str, ...] = ()
    hyphens: bool = False
    moments: bool = False
    may: frozenset[str] = frozenset()

    def wrote(self, headers: Collection[str]) -> bool:
        """Whether a file with these headers is an export of this tool."""
        return any(mark <= set(headers) for mark in self.marks)

    def owns(self, header: str) -> bool:
        """Whether the tool adds this column itself."""
        return header in self.own or header.startswith(self.beginnings)


def _listed(headers: str) -> frozenset[str]:
    return frozenset(headers.split("|"))


# what a phone adds, in KoboToolbox and in ODK alike
_PHONE = (
    "start|end|today|deviceid|username|phonenumber|simserial|subscriberid|email|audit|"
    "background-audio"
)
_MAILS = ("Adresse de messagerie", "Adresse e-mail", "Adresse courriel", "Courriel", "E-mail")
# ids: KoboToolbox gives an edited answer a new _uuid, rootUuid stays; ODK Central's KEY stays
TOOLS = (
    Tool(
        "KoboToolbox",
        (
            *(frozenset({mark}) for mark in ("_id", "_uuid", "_submission_time", "_submitted_by")),
            *(frozenset({mark}) for mark in ("_validation_status", "formhub/uuid")),
            frozenset({"meta/instanceID"}),
        ),
        _listed(
            f"{_PHONE}|_id|_uuid|_submission_time|_validation_status|_notes|_status|"
            "_submitted_by|_version_|_tags|_index|_attachments|_geolocation|_xform_id_string|"
            "_xform_id|_bamboo_dataset_id|_parent_table_name|_parent_index|_duration|_edited|"
            "_last_edited|_date_modified|_total_media|_media_count|_media_all_received"
        ),
        ("meta/rootUuid", "_uuid", "meta/instanceID"),
        ("__version__", "_version_", "_version__", "meta/", "formhub/", "_submission__"),
    ),
    Tool(
        "ODK Central",
        (frozenset({"SubmissionDate", "KEY"}), frozenset({"meta-instanceID"})),
        _listed(
            f"{_PHONE}|SubmissionDate|KEY|PARENT_KEY|SubmitterID|SubmitterName|"
            "AttachmentsPresent|AttachmentsExpected|Status|ReviewState|DeviceID|Edits|"
            "FormVersion|instanceID|instanceName|__version__"
        ),
        ("KEY", "meta-instanceID", "instanceID"),
        ("meta-",),
        hyphens=True,
    ),
    Tool(
        "Google Forms",
        (frozenset({"Timestamp"}), frozenset({"Horodateur"})),
        _listed(
            "Timestamp|Horodateur|Username|Nom d’utilisateur|Email Address|Email address|"
            "Adresse e-mail|Adresse courriel|Adresse de courriel|Score"
        ),
        ("Timestamp", "Horodateur"),
        moments=True,
    ),
    Tool(
        "Microsoft Forms",
        (
            frozenset({"Start time", "Completion time"}),
            # sessions have such hours too: only with an address they are the tool's
            *(frozenset({"ID", "Heure de début", "Heure de fin", mail}) for mail in _MAILS),
        ),
        _listed(
            "ID|Id|Start time|Completion time|Email|Name|Last modified time|Total points|"
            "Quiz feedback|Grade posted time|Heure de début|Heure de fin|Adresse de messagerie|"
            "Adresse e-mail|Adresse courriel|Courriel|E-mail|Nom|"
            "Heure de la dernière modification|Nombre total de points|"
            "Commentaires du questionnaire"
        ),
        # its ID counts from 1 in every form, and two forms would take each other's sessions
        ("Start time", "Heure de début"),
        moments=True,
        may=frozenset({"Language", "Langue"}),  # the one that a form in several was answered in
    ),
    Tool(
        "LimeSurvey",
        (
            frozenset({"Response ID", "Start language"}),
            frozenset({"ID de la réponse", "Langue de départ"}),
            frozenset({"submitdate", "startlanguage"}),
        ),
        _listed(
            "Response ID|Date submitted|Last page|Start language|Seed|Access code|Date started|"
            "Date last action|IP address|Referrer URL|Total time|ID de la réponse|"
            "Date de soumission|Dernière page|Langue de départ|Tête de série|Code d’accès|"
            "Date de lancement|Date de la dernière action|Adresse IP|URL de renvoi|Temps total|"
            "id|submitdate|lastpage|startlanguage|seed|token|startdate|datestamp|ipaddr|refurl|"
            "interviewtime"
        ),
        # its IDs count from 1 in every survey
        (
            "Date started",
            "Date de lancement",
            "startdate",
            "Date submitted",
            "Date de soumission",
            "submitdate",
        ),
        ("Group time:", "Question time:"),
        moments=True,
    ),
    Tool(
        "Qualtrics",
        (frozenset({"ResponseId", "RecordedDate"}),),
        _listed(
            "StartDate|EndDate|Status|IPAddress|Progress|Duration (in seconds)|Finished|"
            "RecordedDate|ResponseId|RecipientLastName|RecipientFirstName|RecipientEmail|"
            "ExternalReference|LocationLatitude|LocationLongitude|DistributionChannel|UserLanguage"
        ),
        ("ResponseId",),
    ),
    Tool(
        "Jotform",
        (frozenset({"Submission Date", "Submission ID"}),),
        _listed("Submission Date|Submission ID|Submission IP|Last Update Date|Flow Status|IP"),
        ("Submission ID",),
    ),
    Tool(
        "Typeform",
        (frozenset({"#", "Network ID"}),),
        _listed(
            "#|Response Type|Start Date (UTC)|Stage Date (UTC)|Submit Date (UTC)|Network ID|"
            "Tags|Ending|Score"
        ),
        ("#",),
    ),
    Tool(
        "SurveyMonkey",
        (
            frozenset({"Respondent ID", "Collector ID"}),
            frozenset({"ID du répondant", "ID du collecteur"}),
        ),
        _listed(
            "Respondent ID|Collector ID|Start Date|End Date|IP Address|Email Address|First Name|"
            "Last Name|ID du répondant|ID du collecteur|Date de début|Date de fin|Adresse IP|"
            "Adresse e-mail|Adresse courriel|Prénom|Nom de famille|Nom"
        ),
        ("Respondent ID", "ID du répondant"),
        ("Custom Data", "Données personnalisées"),
    ),
)
TWO_ROWS = TOOLS[-1].marks  # the tools whose options stand in a second row of headers
# what the rows of a repeat group have: to which row of another table each belongs
REPEATS = frozenset({"PARENT_KEY", "_parent_index", "_parent_table_name"})
_STAMP = re.compile(
    r"(?:(?P<year>\d{4})[-/](?P<month>\d\d?)[-/](?P<day>\d\d?)|"
    r"(?P<one>\d\d?)/(?P<two>\d\d?)/(?P<last>\d{4}))"
    r"[T ](?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?",
    re.ASCII,
)

_WITH_A_DAY = re.compile(r"\d{1,4}\D\d{1,2}\D\d{1,4}\D{1,3}\d{1,2}:\d{2}", re.ASCII)


def tools_of(headers: Iterable[str]) -> tuple[Tool, ...]:
    """The tools whose export this header row may be from."""
    written = {*map(exact, headers)}
    return tuple(tool for tool in TOOLS if tool.wrote(written))


def exact(header: str) -> str:
    """A header unchanged but for margins, kinds of space and kinds of apostrophe."""
    return " ".join(header.replace("\ufeff", "").replace("'", "’").split())


def identifier(read: Parse, *, moments: bool) -> Parse:
    """Parse the tool's id of an answer, so that every export of the answer gives the same.

    A UUID may have ``uuid:`` before it; a moment is a date in a workbook and text in a CSV file. If
    its day and month are ambiguous, the text stays unchanged: a reference only has to be the same
    each time. ``moments`` without a day are refused: the same time of another day would overwrite
    another session.
    """

    def parse(cell: Cell) -> str:
        if isinstance(cell, datetime):
            return cell.replace(microsecond=0).isoformat()
        found: str = read(cell)
        if moments and not _WITH_A_DAY.match(found):
            raise BadValueError(
                text("This is not a date and a time, and cannot identify rows"),
                text("Add a column “reference” with your own number in each row"),
            )
        stamp = _STAMP.fullmatch(found)
        return (_moment(stamp) if stamp else None) or found.removeprefix("uuid:")

    return parse


def _moment(stamp: re.Match[str]) -> str | None:
    part = {name: int(number) for name, number in stamp.groupdict(default="0").items()}
    one, two = part["one"], part["two"]
    if part["year"]:
        day = part["year"], part["month"], part["day"]
    elif one > 12 or one == two:
        day = part["last"], two, one
    elif two > 12:
        day = part["last"], one, two
    else:
        return None
    try:
        moment = datetime(*day, part["hour"], part["minute"], part["second"])  # noqa: DTZ001
    except ValueError:
        return None
    return moment.isoformat()
