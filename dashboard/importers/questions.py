"""Headers as forms ask for them: a question says the same as a title, in more words.

Nothing is guessed: a header is a column's when its gist, what is left of it without the words
below that say nothing of what is asked, is exactly that of one of the column's phrases.
"""

import re
from collections.abc import Iterable

from dashboard.importers.words import plain


def _listed(words: str, between: str = " ") -> frozenset[str]:
    return frozenset(words.split(between))


_SAYS_NOTHING = _listed(
    # "s" is what is left of "facilitator(s)"; "t" and "elle" of « a-t-elle »
    "a an and are be code codes did does for give has have in is it of our please select s "
    "the their there this to took us was we were what which write you your choose enter indicate "
    "au aux avez c ce ces cet cette choisir choisissez d dans de des du elle elles en est et etait "
    "etaient ete il ils indiquer indiquez inscrire inscrivez j l la le les leur leurs ont par "
    "plait pour quel quelle quelles quels qu que qui s selectionner selectionnez sont svp t un une "
    "veuillez vos votre vous y"
)
_COUNTING = _SAYS_NOTHING | _listed(
    "adult adults age aged ages attend attended attendees between category count each from "
    "group groups how many number old olds participant participants participating "
    "participation participations people person persons present range reached students took "
    "part who year years yrs young youth youths adulte adultes agees ans avaient avait chaque "
    "combien e es eleves entre groupe groupes jeune jeunes joints n nb nbre no nombre participe "
    "participant personne personnes presentes presents rejoints tranche"
)
_HINT = re.compile(r"\(([^()]*)\)")
_HINTS = _listed(
    "aaaa mm jj|d m y|dd mm yyyy|jj mm aaaa|j m a|mm dd yyyy|mm jj aaaa|yyyy mm dd|"
    "check all that apply|choose one|one only|optional|required|select all that apply|select one|"
    "if known|whole number|"
    "cochez tout ce qui s applique|choisir une reponse|facultatif|facultative|nombre entier|"
    "obligatoire|requis|requise|si connu|si connue|un seul choix",
    between="|",
)
_TAG = re.compile(r"<[^<>]{1,200}>")
_NUMBERED = re.compile(r"\s*(?:[Qq](?:uestion)?\s*)?\d{1,2}\s*[.):]\s+")

# les participantes et participants, participant·e·s, participant(e)s, in plain words
_INCLUSIVE = re.compile(r"\bparticipant(?:es et participants|s et participantes|s? (?:es?|e s))\b")
_PREFIXED = re.compile(
    r"\b(?:ages?|a|n|nb|y|j|youth|jeunes)(?=\d)"
)  # no name may begin with a digit

PHRASES: dict[str, tuple[str, ...]] = {
    "reference": (
        "id",
        "session id",
        "session number",
        "session reference",
        "reference number",
        "reference no",
        "ref no",
        "session no",
        "session ref",
        "no de référence",
        "identifiant",
        "identifiant de la séance",
        "numéro de référence",
        "numéro de la séance",
        "no de séance",
        "id de la séance",
        "n° de référence",
        "n° de séance",
        "référence de la séance",
    ),
    "date": (
        "session date",
        "date of the session",
        "date held",
        "held on",
        "session held on",
        "date of the activity",
        "date of the event",
        "date of the workshop",
        "activity date",
        "event date",
        "workshop date",
        "date of outreach",
        "date of outreach session",
        "outreach date",
        "visit date",
        "date of the visit",
        "date delivered",
        "when was the session",
        "when was the session held",
        "when did the session take place",
        "on what date was the session held",
        "on what date did the session take place",
        "date de la séance",
        "date de l’activité",
        "date de l’atelier",
        "date de tenue",
        "date de l’intervention",
        "date de la visite",
        "date de la rencontre",
        "jour de la séance",
        "quand la séance a-t-elle eu lieu",
        "à quelle date la séance a-t-elle eu lieu",
    ),
    "status": (
        "session status",
        "status of the session",
        "was the session held",
        "was the session delivered",
        "session delivered",
        "session held",
        "held",
        "did the session take place",
        "statut de la séance",
        "état de la séance",
        "état",
        "la séance a-t-elle eu lieu",
        "la séance s’est-elle tenue",
    ),
    "kind": (
        "session type",
        "type of session",
        "kind of session",
        "type of activity",
        "activity type",
        "what kind of session was held",
        "what type of session was held",
        "type of outreach",
        "outreach type",
        "what type of session did you facilitate",
        "what kind of session did you facilitate",
        "what kind of session did you lead",
        "what kind of session did you give",
        "what type of session did you lead",
        "type",
        "genre de séance",
        "sorte de séance",
        "type d’activité",
        "type d’intervention",
        "type de rencontre",
        "quel type de séance avez-vous donné",
        "quel type de séance avez-vous animé",
        "quel type de séance avez-vous offert",
        "quel type de séance a eu lieu",
    ),
    "language": (
        "session language",
        "language of the session",
        "lang",
        "languages",
        "language used",
        "languages used",
        "language used during the session",
        "languages used during the session",
        "language spoken",
        "language of delivery",
        "language of facilitation",
        "language of instruction",
        "in what language was the session facilitated",
        "which language was the session held in",
        "which language was the session facilitated in",
        "in what language was the session held",
        "in what language was the session given",
        "in what language was the session delivered",
        "in what language did the session take place",
        "langue de la séance",
        "langues",
        "langues de la séance",
        "langue utilisée",
        "langues utilisées",
        "langue d’animation",
        "dans quelle langue la séance a-t-elle eu lieu",
        "dans quelle langue la séance a-t-elle été donnée",
        "dans quelle langue la séance a-t-elle été animée",
    ),
    "venue": (
        "venue code",
        "venue name",
        "name of venue",
        "location site code",
        "site name",
        "venue of the session",
        "venue id",
        "location of the activity",
        "location",
        "location of the session",
        "session location",
        "session venue",
        "site",
        "where was the session",
        "where was the session held",
        "where did the session take place",
        "lieu de la séance",
        "lieu de l’activité",
        "code du lieu",
        "nom du lieu",
        "nom de l’endroit",
        "lieu de l’intervention",
        "endroit",
        "endroit de la séance",
        "où la séance a-t-elle eu lieu",
        "où la séance s’est-elle tenue",
    ),
    "venue_type": (
        "type of venue",
        "kind of venue",
        "type of location",
        "type of place",
        "location type",
        "genre de lieu",
        "sorte de lieu",
        "type d’endroit",
        "type de milieu",
    ),
    "facilitators": (
        "facilitator",
        "facilitated by",
        "led by",
        "session facilitators",
        "who facilitated",
        "who facilitated the session",
        "who led the session",
        "facilitators present",
        "which facilitators were present",
        "facilitator present",
        "names of facilitators",
        "facilitator names",
        "facilitator name",
        "who were the facilitators",
        "animateur",
        "animatrice",
        "animatrices",
        "animateurs et animatrices",
        "animateurs présents",
        "animateurs et animatrices présents",
        "animatrices et animateurs présents",
        "animateur ou animatrice",
        "animateurs ou animatrices",
        "animateurs/animatrices",
        "animateur/animatrice",
        "animateur(trice)",
        "animateur.rice",
        "animateur·rice·s",
        "animateur·rices",
        "noms des animateurs",
        "nom de l’animateur",
        "animatrices et animateurs",
        "animateurs(trices)",
        "animateur.trice.s",
        "animée par",
        "qui a animé la séance",
        "qui ont animé la séance",
        "personnes qui ont animé la séance",
        "personnes animatrices",
        "personne animatrice",
    ),
    "duration_minutes": (
        "duration (min)",
        "duration (mins)",
        "duration in minutes",
        "session duration (minutes)",
        "duration of the session (minutes)",
        "length (minutes)",
        "session length (minutes)",
        "length of the session (minutes)",
        "how long was the session (minutes)",
        "how long did the session last (minutes)",
        "how many minutes did the session last",
        "how long did it last (minutes)",
        "durée (min)",
        "durée en minutes",
        "durée de la séance (minutes)",
        "combien de minutes la séance a-t-elle duré",
    ),
    "total": (
        "total participations",
        "total participants",
        "total number of participants",
        "total attendance",
        "attendance",
        "attendees",
        "number attending",
        "no of participants",
        "no of people",
        "how many came",
        "participants",
        "participations",
        "number of attendees",
        "number of participants",
        "number of people",
        "number of people present",
        "total attendees",
        "total number of attendees",
        "total number of people",
        "how many attended",
        "how many participants attended",
        "number of participations",
        "how many participants",
        "how many participants in total",
        "how many people attended",
        "how many people attended in total",
        "how many people took part",
        "how many people participated",
        "total des participations",
        "total des participants",
        "nombre total de participants",
        "nombre total",
        "nb total",
        "présences",
        "nombre de présences",
        "total des présences",
        "nombre total de participations",
        "nombre de participants",
        "nombre de participations",
        "nombre de personnes",
        "nombre de personnes présentes",
        "nombre total de personnes",
        "nombre total de personnes présentes",
        "nb de participants",
        "nb total de participants",
        "total de participants",
        "combien de participants",
        "combien de personnes ont participé",
        "combien de personnes étaient présentes",
    ),
    "first_time": (
        "first-time",
        "first-time participants",
        "1st time",
        "first-timers",
        "new participants",
        "first time attending",
        "first-time attendees",
        "new attendees",
        "number of new attendees",
        "number of first-time participants",
        "number of new participants",
        "how many first-time participants",
        "how many new participants",
        "how many were attending for the first time",
        "how many participants came for the first time",
        "how many came for the first time",
        "how many people came for the first time",
        "how many people attended for the first time",
        "how many participants attended for the first time",
        "how many were there for the first time",
        "premières participations",
        "nouveaux participants",
        "nombre de premières participations",
        "nombre de nouveaux participants",
        "nombre de nouveaux",
        "nb de nouveaux",
        "combien participaient pour la première fois",
        "combien de personnes participaient pour la première fois",
        "combien de nouveaux participants",
        "première fois",
        "combien étaient là pour la première fois",
        "combien venaient pour la première fois",
        "combien de personnes venaient pour la première fois",
        "combien de personnes étaient là pour la première fois",
        "nouvelles personnes",
        "nombre de nouvelles personnes",
        "combien de nouvelles personnes",
        "nouvelles participantes et nouveaux participants",
    ),
    "note": (
        "notes",
        "comment",
        "comments",
        "remarks",
        "any comments",
        "any notes",
        "any other comments",
        "other comments",
        "additional comments",
        "additional notes",
        "notes or comments",
        "notes/comments",
        "anything else",
        "anything else to add",
        "anything else to note",
        "do you have any comments",
        "comments or questions",
        "commentaire",
        "commentaires",
        "autres commentaires",
        "autres remarques",
        "notes et commentaires",
        "notes ou commentaires",
        "remarque",
        "remarques",
        "observations",
        "autre chose",
        "autre chose à ajouter",
        "autre chose à signaler",
        "commentaires ou observations",
        "précisions",
        "notes sur la séance",
    ),
}


def bare(header: str) -> str:
    """A header without what forms put around it: HTML, a number, a hint how to answer."""
    found = _NUMBERED.sub("", _TAG.sub(" ", header), count=1)
    return _HINT.sub(lambda hint: " " if plain(hint[1]) in _HINTS else hint[0], found)


def gist(header: str) -> str:
    """What a header asks for, in plain words: ``What was the date of the session?``."""
    return _without(_SAYS_NOTHING, header)


def counted(header: str) -> str:
    """What is counted, such as ``12 14`` in ``How many youth were 12 to 14 years old?``."""
    return _without(_COUNTING, _PREFIXED.sub("", plain(header)))


def age_phrases(code: str) -> Iterable[str]:
    """How the ages of a group may be written, from a code such as 12-14 or 26-plus."""
    low, _, end = code.partition("-")
    if not low.isdigit():
        unknown = (
            *("age unknown", "age not recorded", "age not known", "unknown age"),
            *("âge inconnu", "âge non précisé", "âge non connu"),
        )
        return unknown if code == "unknown" else ()
    if end != "plus":
        return ()
    over = ("over", "older", "or over", "or older", "or more", "up", "et plus", "ou plus")
    return (*(f"{low} {word}" for word in over), f"over {int(low) - 1}", f"plus de {int(low) - 1}")


def _without(unsaid: frozenset[str], header: str) -> str:
    said = _INCLUSIVE.sub("participants", plain(header))
    return " ".join(word for word in said.split() if word not in unsaid)
