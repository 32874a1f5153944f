from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.sessions.findings import (
    Copies,
    FarDate,
    Finding,
    FindingRule,
    Nobody,
    NoFacilitator,
    Overdue,
    Sums,
    Unusual,
)
from dashboard.domain.sessions.outliers import UsualRange
from dashboard.domain.sessions.traits import SessionTraits
from dashboard.i18n import Locale
from dashboard.sentences.sessions import findings
from dashboard.sentences.sessions.copies import told_apart
from tests.support.samples import VOCABULARY

DAY = date(2015, 3, 11)
COPIES = Copies("discussion", ("F-03",), all_the_same=False)


def finding(reason, *references, rule=FindingRule.DUPLICATE, venue="SH-01"):
    return Finding(rule, references or ("A-12",), venue, DAY, reason)


def said(reason, *references, locale=Locale.EN):
    """Reason and remedy."""
    one = finding(reason, *references)
    return f"{findings.reason(one, VOCABULARY).say(locale)} {findings.remedy(one).say(locale)}"


def usual(low, high, *like):
    return UsualRange(low, high, *like)


@pytest.mark.parametrize(
    ("reason", "english", "french"),
    [
        (
            COPIES,
            (
                "2 sessions on one day with the same kind (discussion) and the same "
                "facilitator (F-03). If this is one session, keep one "
                "and cancel the rest; if not, leave them as they are."
            ),
            (
                "2 séances le même jour avec le même type (discussion) et la même personne à "
                "l’animation (F-03). S’il s’agit d’une seule séance, "
                "gardez-en une et annulez les autres; sinon, laissez-les telles quelles."
            ),
        ),
        (
            replace(COPIES, facilitators=(), all_the_same=True),
            (
                "2 sessions on one day with the same kind (discussion), the same language and the "
                "same counts. They are probably one session: keep one and cancel the copy."
            ),
            (
                "2 séances le même jour avec le même type (discussion), la même langue et les "
                "mêmes nombres. Il s’agit probablement de la même séance\u00a0: gardez-en une et "
                "annulez la copie."
            ),
        ),
        (
            Copies(None, (), all_the_same=False, planned=("A-12",)),
            (
                "2 sessions on one day with a kind or a facilitator in common, pair by "
                "pair. If the planned session is the one that was held, cancel the plan; "
                "it was logged again."
            ),
            (
                "2 séances le même jour avec un type ou une personne à l’animation en "
                "commun, deux à deux. Si la séance prévue "
                "est celle qui a été tenue, annulez la séance prévue\u00a0: elle a été "
                "consignée de nouveau."
            ),
        ),
    ],
)
def test_copies_say_what_they_have_in_common_and_what_to_do(reason, english, french):
    assert said(reason, "A-12", "A-13") == english
    assert said(reason, "A-12", "A-13", locale=Locale.FR) == french


def test_of_many_copies_the_first_are_named():
    references = (f"A-{n}" for n in range(1, 14))
    many = finding(replace(COPIES, all_the_same=True), *references)
    said_of_many = findings.sentence(many, VOCABULARY).say(Locale.EN)
    assert "A-9, A-10 and 3 others: 13 sessions on one day" in said_of_many
    assert "cancel the 12 copies" in said_of_many


@pytest.mark.parametrize(
    ("reason", "english", "french"),
    [
        (
            Sums("delivered", 28, 26),
            (
                "The session’s total is 28, but its age groups add up to 26. Correct the total or "
                "the age groups."
            ),
            (
                "Le total de la séance est de 28, mais la somme de ses groupes d’âge est de "
                "26. Corrigez le total ou les groupes d’âge."
            ),
        ),
        (
            Sums("planned", 0, 1),
            (
                "The session was not delivered, but has 1 participation by age group. "
                "Clear the counts, "
                "or mark the session as delivered."
            ),
            (
                "La séance n’a pas été tenue, mais compte 1 participation par groupe d’âge. "
                "Effacez les nombres, ou indiquez que la séance a été tenue."
            ),
        ),
        (
            Unusual(250, usual(12, 41, "discussion", "high_school")),
            (
                "The session has 250 participations; sessions like it (discussion, high "
                "school) usually have 12 to 41. Check the number: there may be one "
                "digit too many. If it is right, leave it."
            ),
            (
                "La séance compte 250 participations; les séances semblables (discussion, "
                "école secondaire) en comptent d’habitude de 12 à 41. Vérifiez le nombre\u00a0: "
                "il y a peut-être un chiffre de trop. S’il est exact, laissez-le tel quel."
            ),
        ),
        (
            Unusual(2, usual(12, 41, None, "shelter")),
            (
                "The session has 2 participations; sessions in this type of venue "
                "(shelter) usually have "
                "12 to 41. Check the number: a digit may be missing. If it is right, leave it."
            ),
            (
                "La séance compte 2 participations; les séances dans ce type de lieu "
                "(refuge) en comptent d’habitude de 12 à 41. Vérifiez le nombre\u00a0: il y "
                "manque peut-être un chiffre. S’il est exact, laissez-le tel quel."
            ),
        ),
        (
            Unusual(1, usual(12, 41)),
            (
                "The session has 1 participation; sessions of all kinds usually have 12 to "
                "41. Check the "
                "number: a digit may be missing. If it is right, leave it."
            ),
            (
                "La séance compte 1 participation; les séances de tous types en comptent "
                "d’habitude de 12 à 41. Vérifiez le nombre\u00a0: il y manque peut-être un "
                "chiffre. S’il est exact, laissez-le tel quel."
            ),
        ),
        (
            Nobody("discussion"),
            (
                "The session (discussion) was held, but has no participations. Enter how "
                "many took part, "
                "or cancel the session if it was not held."
            ),
            (
                "La séance (discussion) a été tenue, mais ne compte aucune participation. "
                "Indiquez combien de personnes y ont participé, ou annulez la séance si elle n’a "
                "pas été tenue."
            ),
        ),
        (
            Overdue("youth_workshop", 9),
            (
                "The session (youth workshop) is still planned, 9 days after its date. Log it as "
                "delivered, cancel it, or give it a new date."
            ),
            (
                "La séance (atelier pour les jeunes) est toujours prévue, 9 jours après sa "
                "date. Indiquez qu’elle a été tenue, annulez-la ou donnez-lui une nouvelle date."
            ),
        ),
        (
            NoFacilitator("discussion", "delivered"),
            "The session (discussion) was held, but names no facilitator. Add who led it.",
            (
                "La séance (discussion) a été tenue, mais sans animatrice ni animateur au "
                "dossier. Indiquez qui l’a animée."
            ),
        ),
        (
            NoFacilitator("discussion", "planned"),
            "The session (discussion) is planned, but names no facilitator. Name who will lead it.",
            (
                "La séance (discussion) est prévue, mais sans animatrice ni animateur. "
                "Indiquez qui l’animera."
            ),
        ),
    ],
)
def test_each_reason_has_its_sentence_and_a_way_out(reason, english, french):
    assert said(reason) == english
    assert said(reason, locale=Locale.FR) == french


def test_a_sensitive_venue_is_named_by_its_code_only():
    here = finding(COPIES)
    assert findings.place(here, VOCABULARY).say(Locale.EN) == "2015-03-11, SH-01"
    school = replace(here, venue="HS-01")
    assert findings.place(school, VOCABULARY).say(Locale.EN) == (
        "2015-03-11, Maple High School (HS-01)"
    )


def test_one_line_says_it_all():
    one = finding(NoFacilitator("discussion", "planned"))
    assert findings.sentence(one, VOCABULARY).say(Locale.EN) == (
        "2015-03-11, SH-01, A-12: The session (discussion) is planned, but names no facilitator. "
        "Name who will lead it."
    )


@pytest.mark.parametrize(
    ("count", "said"), [(0, "Rien à corriger"), (1, "1 élément à corriger"), (3, "3 éléments")]
)
def test_how_much_there_is_to_do_is_said(count, said):
    assert findings.to_mend(count).say(Locale.FR).startswith(said)


@pytest.mark.parametrize("locale", Locale)
def test_every_rule_has_a_title_and_a_definition(locale):
    titles = {findings.title(rule).say(locale) for rule in FindingRule}
    assert len(titles) == len(FindingRule)
    assert all(findings.definition(rule).say(locale).endswith(".") for rule in FindingRule)


def test_a_far_date_is_told_with_the_days_of_the_others():
    far = FarDate("discussion", date(2024, 9, 3), date(2026, 11, 25))
    assert said(far) == (
        "The session (discussion) is dated 2015-03-11, years away from all others (2024-09-03 "
        "to 2026-11-25). Check the year. If it is right, leave it."
    )
    assert said(far, locale=Locale.FR) == (
        "La séance (discussion) porte la date du 2015-03-11, à des années de toutes les autres (du "
        "2024-09-03 au 2026-11-25). Vérifiez l’année. Si elle est exacte, laissez-la."
    )


ONE = SessionTraits(1, "A-12", "delivered", "discussion", "fr", 12, None, frozenset({"F-03"}))


@pytest.mark.parametrize(
    ("other", "english", "french"),
    [
        (ONE, (None, None), (None, None)),
        (
            replace(ONE, total=1),
            ("12 participations", "1 participation"),
            ("12 participations", "1 participation"),
        ),
        (
            replace(ONE, status="planned", total=0, facilitators=frozenset()),
            ("delivered, 12 participations, F-03", "planned, no facilitator named"),
            ("tenue, 12 participations, F-03", "prévue, animation non précisée"),
        ),
        (
            replace(ONE, kind="youth_workshop", language="en", facilitators=frozenset("BA")),
            ("discussion, French, F-03", "youth workshop, English, A and B"),
            ("discussion, français, F-03", "atelier pour les jeunes, anglais, A et B"),
        ),
        (replace(ONE, first_time=3), (None, "first time: 3"), (None, "première fois\u00a0: 3")),
    ],
)
def test_likely_duplicates_are_named_by_what_tells_them_apart(other, english, french):
    for locale, expected in ((Locale.EN, english), (Locale.FR, french)):
        told = told_apart((ONE, other), VOCABULARY)
        assert tuple(one and one.say(locale) for one in told) == expected
