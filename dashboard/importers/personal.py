"""Recognise columns that identify a person; no table of ours stores them.

From a header, words that say whose data it is are removed. It is personal if only a name, a contact
or another identifier is left. “Facilitator name” and “Venue name” are not personal: who led a
session and where it was are other words.
"""

import re
from operator import or_

from dashboard.i18n import text
from dashboard.importers.faults import Fault
from dashboard.importers.questions import bare
from dashboard.importers.words import plain

_TWO_LANGUAGES = re.compile(r"\s*[/|]\s*")
_AGAIN = re.compile(r"\s*\(\d+\)$")  # a second column of the same header
_LONGEST = 200


def _listed(words: str, between: str = "|") -> frozenset[str]:
    return frozenset(words.split(between))


_WHOSE = _listed(
    "a an and of the their your his her whose what is s participant participants "
    "attendee attendees youth youths client clients student students child children person "
    "persons people parent parents guardian guardians mother father emergency home "
    "personal contact mobile work "
    "au aux d de des du et l la le les leur leurs quel quelle est votre vos un une e es "
    "jeune jeunes participante participantes cliente clientes eleve eleves enfant enfants "
    "personne personnes tuteur tutrice pere mere urgence maison domicile",
    " ",
)
_IDENTIFIES = _listed(
    "name|names|first name|firstname|given name|given names|forename|middle name|last name|lastname"
    "|surname|family name|full name|fullname|first last name|last first name|first name last name"
    "|last name first name|nickname|preferred name|legal name|maiden name"
    "|prenom|prenoms|nom|noms|nom famille|nom complet|nom prenom|prenom nom|surnom|nom prefere"
    "|phone|phone no|phone number|phone numbers|telephone|telephone no|telephone number|tel|cell"
    "|cell phone|cell number|cellphone|no tel|no telephone|num tel|numero telephone|cellulaire"
    "|no cellulaire|numero cellulaire|portable|email|emails|e mail|e mails|mail"
    "|email address|e mail address|courriel|courriels|adresse courriel|adresse electronique"
    "|adresse e mail|adresse email|adresse mail|adresse messagerie|courrier electronique"
    "|address|addresses|street|street address|mailing address|postal address|postal code|postcode"
    "|zip|zip code|adresse|adresses|adresse postale|adresse civique|code postal|rue"
    "|date birth|birth date|birthdate|birth day|birthday|dob|date naissance|naissance|ddn"
    "|anniversaire|health card|health card no|health card number|health number|ohip|ohip number|sin"
    "|sin number|social insurance number|carte sante|no carte sante|numero carte sante|nas|no nas"
    "|no assurance maladie|numero assurance maladie|numero assurance sociale|student number"
    "|student id|student no|numero etudiant|numero eleve|facebook|instagram|snapchat|tiktok"
    "|whatsapp|social media"
)


def is_personal(header: str) -> bool:
    """Whether a column of that header says who somebody is, or how to reach them."""
    asked = bare(_AGAIN.sub("", header[:_LONGEST]))
    parts = [plain(part) for part in _TWO_LANGUAGES.split(asked)]
    found = [_identifies(part) for part in parts]
    groups = [not _without_owner(part) for part in parts]
    both = any(found) and all(map(or_, found, groups))
    return both or _identifies(plain(asked))


def refusal(number: int, header: str) -> Fault:
    """The refusal of a file with such a column; nothing in the column is read or shown."""
    problem = text(
        "“{header}” identifies people: the dashboard keeps no personal information",
        header=header,
    )
    remedy = text("Remove the column from the file, or choose to ignore it")
    return Fault(number, header, header, problem, remedy)


def _identifies(said: str) -> bool:
    return said in _IDENTIFIES or _without_owner(said) in _IDENTIFIES


def _without_owner(said: str) -> str:
    return " ".join(word for word in said.split() if word not in _WHOSE)
