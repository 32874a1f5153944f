"""What the headline says, in both languages, and of which part of the project."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.domain.headline import AHEAD, STANDING, URGENT, Facts, headline
from dashboard.domain.plan.capacity import PlannedMonth
from dashboard.domain.progress.coverage import Suggestion
from dashboard.domain.progress.progress import GroupReached, YouthReached
from dashboard.domain.shared.counting import Target
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Terms, Venue
from dashboard.i18n import Locale
from dashboard.i18n.formats import NO_BREAK_SPACE
from dashboard.sentences.headline import WORDS, decisions, sentences
from tests.support.pace import YOUTH, pace, so_far
from tests.support.samples import AS_OF, PROGRESS, TARGET, VOCABULARY, ahead

APRIL = PlannedMonth("fr", "2015-04", 4, date(2015, 4, 1), date(2015, 4, 20))
GAP = Suggestion("en", "shelter", ("12-14", "15-17"), (), {}, 2, 0, 10, None)
FRENCH = Filters(language=("fr",), venue_type=("shelter", "high_school"))
MISSED = (GroupReached("12-14", 0, reached=False), GroupReached("15-17", 0, reached=False))
FEW = Target(1, date(2015, 6, 30), date(2013, 9, 1), date(2013, 9, 1))
BEHIND = replace(pace(so_far((15,) * 18)), silent=False)


def facts(progress=PROGRESS, **given):
    known = Facts(progress, None, ahead(), (), 0, VOCABULARY, AS_OF)
    return replace(known, **given)


def reached(count, planned=800, status="on_track", target=TARGET):
    youth = YouthReached(count, target, Decimal(50), Decimal(planned), status)
    return replace(PROGRESS, youth=youth)


def under(filters, progress=PROGRESS):
    return replace(progress, filters=filters)


def said(found, locale=Locale.EN):
    return [one.say(locale).replace(NO_BREAK_SPACE, " ") for one in sentences(headline(found))]


@pytest.mark.parametrize(
    ("progress", "english", "french"),
    [
        (
            replace(PROGRESS, data_as_of=None, delivered=0),
            "No session has been delivered yet.",
            "Aucune séance n’a encore eu lieu.",
        ),
        (
            under(FRENCH, replace(PROGRESS, delivered=0)),
            "French · shelter and high school: no session has been delivered.",
            "Français · refuge et école secondaire : aucune séance n’a eu lieu.",
        ),
        (
            under(Filters(end=date(2013, 9, 1)), replace(PROGRESS, delivered=0)),
            "No session has been delivered by September 1, 2013.",
            "Aucune séance n’a eu lieu au 1er septembre 2013.",
        ),
        (
            under(Filters(age=("unknown",))),
            "Not recorded: no youth are counted: the age filter leaves out every youth age group.",
            (
                "Non précisé : aucun jeune n’est compté : le filtre d’âge exclut tous les groupes "
                "d’âge jeunesse."
            ),
        ),
        (
            reached(None),
            "Youth participations are hidden to protect privacy (x), in 40 sessions.",
            "Le nombre de participations de jeunes est confidentiel (x), en 40 séances.",
        ),
        (
            under(FRENCH, replace(reached(1), delivered=1)),
            "French · shelter and high school: 1 youth participation in 1 session.",
            "Français · refuge et école secondaire : 1 participation de jeunes en 1 séance.",
        ),
        (
            under(Filters(start=date(2015, 1, 1)), reached(120)),
            "From January 1, 2015: 120 youth participations in 40 sessions.",
            "À partir du 1er janvier 2015 : 120 participations de jeunes en 40 séances.",
        ),
        (
            reached(300, target=None),
            "300 youth participations, no target is set.",
            "300 participations de jeunes, aucune cible n’est fixée.",
        ),
        (
            reached(1, planned=1, target=FEW),
            "Target reached: 1 of 1 youth participation, on plan (1 by now).",
            "Cible atteinte : 1 participation de jeunes sur 1, conforme au plan (1 à ce jour).",
        ),
        (
            reached(1000),
            "Target reached: 1,000 of 1,000 youth participations, ahead of plan (800 by now).",
            (
                "Cible atteinte : 1 000 participations de jeunes sur 1 000, en avance sur le plan "
                "(800 à ce jour)."
            ),
        ),
        (
            reached(1250),
            (
                "Target passed: 1,250 youth participations for a target of 1,000, far ahead of "
                "plan (800 by now)."
            ),
            (
                "Cible dépassée : 1 250 participations de jeunes pour une cible de 1 000, très en "
                "avance sur le plan (800 à ce jour)."
            ),
        ),
        (
            reached(1250, target=replace(TARGET, due=AS_OF)),
            "Target passed: 1,250 youth participations for a target of 1,000.",
            "Cible dépassée : 1 250 participations de jeunes pour une cible de 1 000.",
        ),
        (
            reached(900, target=replace(TARGET, due=date(2015, 1, 31))),
            ("900 of 1,000 youth participations, 100 short of the target due on January 31, 2015."),
            (
                "900 participations de jeunes sur 1 000, il en manque 100 pour la cible, "
                "dont l’échéance était le 31 janvier 2015."
            ),
        ),
        (
            reached(800),
            "800 of 1,000 youth participations, on plan (800 by now).",
            "800 participations de jeunes sur 1 000, conforme au plan (800 à ce jour).",
        ),
        (
            reached(700, status="watch"),
            "700 of 1,000 youth participations, 100 below plan (800 by now).",
            ("700 participations de jeunes sur 1 000, 100 de moins que le plan (800 à ce jour)."),
        ),
        (
            under(Filters(end=date(2015, 1, 31)), reached(700, status="behind")),
            (
                "700 of 1,000 youth participations by January 31, 2015, 100 below plan "
                "(800 by then)."
            ),
            (
                "700 participations de jeunes sur 1 000 au 31 janvier 2015, 100 de moins que le "
                "plan (800 à cette date)."
            ),
        ),
        (
            reached(0, planned=0, status=None),
            "0 of 1,000 youth participations.",
            "0 participation de jeunes sur 1 000.",
        ),
    ],
)
def test_where_the_project_stands(progress, english, french):
    assert said(facts(progress))[0] == english
    assert said(facts(progress), Locale.FR)[0] == french


@pytest.mark.parametrize(
    ("paced", "english", "french"),
    [
        (
            pace(so_far((30, 40))),
            "It is too early to project where this will end.",
            "Il est trop tôt pour projeter le résultat final.",
        ),
        (
            pace(so_far((*YOUTH[:-1], 500))),
            "On course for about {median} by June 30, 2015.",
            "Projection d’environ {median} au 30 juin 2015.",
        ),
        (
            replace(pace(so_far((*YOUTH[:-1], 500))), silent=True),
            "If sessions resume as before, about {median} by June 30, 2015.",
            "Si les séances reprennent comme avant, environ {median} au 30 juin 2015.",
        ),
        (
            pace(so_far()),
            (
                "On course for about {median} by June 30, 2015, {short} short of the target "
                "(chance of reaching it: {chance}%)."
            ),
            (
                "Projection d’environ {median} au 30 juin 2015, soit {short} de moins que la cible "
                "(probabilité de l’atteindre : {chance} %)."
            ),
        ),
        (
            pace(so_far((*YOUTH[:-1], 250))),
            (
                "On course for about {median} by June 30, 2015, enough to reach the target "
                "(chance: more than 99%)."
            ),
            (
                "Projection d’environ {median} au 30 juin 2015, assez pour atteindre la cible "
                "(probabilité : plus de 99 %)."
            ),
        ),
    ],
)
def test_where_it_is_likely_to_end(paced, english, french):
    median = paced.usual.bands[-1].median if paced.usual else 0
    values = {
        "short": 1000 - median,
        "chance": round(100 * (paced.usual.chance or 0)) if paced.usual else 0,
    }
    assert said(facts(pace=paced))[1] == english.format(median=f"{median:,}", **values)
    french_median = f"{median:,}".replace(",", " ")
    assert said(facts(pace=paced), Locale.FR)[1] == french.format(median=french_median, **values)


@pytest.mark.parametrize(
    ("given", "english", "french"),
    [
        (
            {"capacity": ahead(APRIL)},
            "Nobody is trained in French, but 4 French sessions are planned from April 1, 2015.",
            (
                "Aucune personne n’est formée en français, mais 4 séances en français sont prévues "
                "à partir du 1er avril 2015."
            ),
        ),
        (
            {"capacity": ahead(replace(APRIL, sessions=1))},
            "Nobody is trained in French, but 1 French session is planned from April 1, 2015.",
            (
                "Aucune personne n’est formée en français, mais 1 séance en français est prévue à "
                "partir du 1er avril 2015."
            ),
        ),
        (
            {"capacity": ahead(APRIL, replace(APRIL, language="bilingual", sessions=1))},
            "Nobody is trained in French, but 5 sessions need it from April 1, 2015.",
            (
                "Aucune personne n’est formée en français, alors qu’il en faut une pour 5 séances "
                "dès le 1er avril 2015."
            ),
        ),
        (
            {"capacity": ahead(APRIL, french=1)},
            "2 of the sessions planned in April 2015 have nobody to lead them in French.",
            "2 des séances prévues en avril 2015 n’ont personne pour les animer en français.",
        ),
        (
            {"pace": BEHIND},
            (
                "The target now takes 183 youth participations a month, and lately there were "
                "15 a month."
            ),
            (
                "La cible demande maintenant 183 participations de jeunes par mois, alors que le "
                "rythme récent est de 15 par mois."
            ),
        ),
        (
            {"pace": replace(BEHIND, as_of=date(2015, 6, 10), recent=None)},
            "730 more youth participations are needed by June 30, 2015.",
            "Il faut encore 730 participations de jeunes d’ici le 30 juin 2015.",
        ),
        (
            {"pace": replace(pace(PROGRESS), silent=True, weeks_silent=1)},
            "No session for 1 week.",
            "Aucune séance depuis 1 semaine.",
        ),
        (
            {"progress": reached(900)},
            "No session is planned from March 25, 2015.",
            "Aucune séance n’est prévue à partir du 25 mars 2015.",
        ),
        (
            {"progress": replace(PROGRESS, age_groups=MISSED[:1])},
            "This at-risk age group has not been reached: 12 to 14.",
            "Ce groupe d’âge à risque n’a pas été rejoint : 12 à 14 ans.",
        ),
        (
            {"progress": replace(PROGRESS, age_groups=MISSED)},
            "These at-risk age groups have not been reached: 12 to 14 and 15 to 17.",
            "Ces groupes d’âge à risque n’ont pas été rejoints : 12 à 14 ans et 15 à 17 ans.",
        ),
        (
            {"progress": replace(PROGRESS, age_groups=()), "suggestions": (GAP,)},
            "Shelter: no session in English for ages 12 to 14 and 15 to 17.",
            "Refuge : aucune séance en anglais pour les 12 à 14 ans et 15 à 17 ans.",
        ),
        (
            {
                "progress": replace(PROGRESS, age_groups=()),
                "suggestions": (replace(GAP, empty=(), thin=("12-14",)),),
                "capacity": ahead(french=1),
            },
            "Shelter: too few sessions in English for ages 12 to 14.",
            "Refuge : trop peu de séances en anglais pour les 12 à 14 ans.",
        ),
        (
            {"progress": replace(PROGRESS, age_groups=())},
            "Nobody is trained in French.",
            "Aucune personne n’est formée en français.",
        ),
        (
            {"progress": replace(PROGRESS, age_groups=()), "capacity": ahead(english=0)},
            "Nobody is trained yet.",
            "Aucune personne n’est encore formée.",
        ),
        (
            {
                "progress": replace(PROGRESS, age_groups=()),
                "capacity": ahead(french=1),
                "unrecorded": 1,
            },
            "1 planned session is past its date and has no attendance yet.",
            "1 séance prévue dont la date est passée attend ses participations.",
        ),
        (
            {
                "progress": replace(PROGRESS, age_groups=()),
                "capacity": ahead(replace(APRIL, sessions=2), french=1),
            },
            "2 sessions are planned by April 20, 2015, the first on April 1, 2015.",
            "2 séances sont prévues d’ici le 20 avril 2015, la première le 1er avril 2015.",
        ),
    ],
)
def test_what_is_urgent(given, english, french):
    assert said(facts(**given))[-1] == english
    assert said(facts(**given), Locale.FR)[-1] == french


def test_where_filters_narrow_what_stands_first_the_whole_project_is_named_once():
    found = facts(under(FRENCH), pace=pace(), capacity=ahead(APRIL))
    _, ends, urgent = said(found)
    assert ends.startswith("Whole project: on course for about")
    assert urgent.startswith("Nobody is trained")
    _, urgent = said(replace(found, pace=None), Locale.FR)
    assert urgent.startswith("Ensemble du projet : aucune personne")


def test_many_choices_of_a_filter_are_counted():
    kinds = tuple(kind.code for kind in VOCABULARY.kinds)
    (scope, *_) = said(facts(under(Filters(kind=kinds))))
    assert scope.startswith("Information forum, discussion and youth workshop: ")
    codes = tuple(f"V-{number}" for number in range(4))
    venues = Terms(tuple(Venue(code, code, code, "shelter") for code in codes))
    found = facts(under(Filters(venue=codes)), vocabulary=replace(VOCABULARY, venues=venues))
    assert said(found)[0].startswith("Venue (4): ")


def test_a_hidden_count_leaves_no_number_but_of_sessions():
    hidden = replace(
        PROGRESS, age_groups=(), youth=replace(PROGRESS.youth, participations=None, planned=None)
    )
    shown = ((hidden, ["hidden", "nothing_planned"]), (under(FRENCH, hidden), ["hidden"]))
    for progress, codes in shown:
        found = facts(progress, pace=pace(progress), capacity=ahead(french=1))
        assert [one.code for one in sentences(headline(found))] == codes
        assert re.findall(r"\d+", said(found)[0]) == ["40"]


def test_decisions_are_all_that_is_urgent():
    found = headline(facts(capacity=ahead(APRIL), suggestions=(GAP,)))
    assert [one.code for one in decisions(found)] == [
        "unled",
        "not_reached",
        "gap",
        "coming",
    ]


def test_every_rule_has_its_words():
    assert list(WORDS) == [rule.code for rule in (*STANDING, *AHEAD, *URGENT)]
