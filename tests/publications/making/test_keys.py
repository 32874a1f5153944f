"""A server with another secret key than the latest publication's publishes nothing by itself."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import orjson
import pytest
from sqlalchemy import select, update

from dashboard.database import reading, writing
from dashboard.domain.publications.keys import MADE_AT_START, key_digest
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.publications.making import refusals as no
from dashboard.publications.making.confirming import confirm_key
from dashboard.publications.making.overview import look
from dashboard.publications.making.press import Press
from dashboard.queries.publications.keys import KEYS
from dashboard.queries.shared.trail import history
from dashboard.tables import PublicationDraft
from layouts.publications import draft as layout
from tests.layouts.tree import ids
from tests.publications.making.conftest import TODAY
from tests.publications.making.test_seeds import SECRET

OTHER = SECRET[::-1]
LATER = date(2015, 7, 1)


@pytest.fixture
def with_key(ready):
    """The press of somebody on a server with a key."""

    def with_key(secret, author="ana", today=TODAY):
        return Press(ready, author, today, 10, secret=secret)

    return with_key


@pytest.fixture
def published(with_key):
    """The first publication, made with a key."""

    def published(secret):
        draft = with_key(secret).draft().draft
        done = with_key(secret, "bo").approve(draft.id, draft.digest)
        assert done.number == 1

    return published


def test_a_digest_tells_keys_apart_and_not_what_they_are():
    assert key_digest(SECRET) == key_digest(SECRET) != key_digest(OTHER)
    assert SECRET not in key_digest(SECRET)
    assert key_digest("") == key_digest(MADE_AT_START + SECRET) == ""


@pytest.mark.parametrize("other", [OTHER, "", MADE_AT_START + OTHER])
def test_another_key_or_none_is_refused_until_it_is_confirmed(ready, with_key, published, other):
    published(SECRET)
    assert with_key(other, today=LATER).draft().refusals == (no.other_key(),)
    assert look(ready, key=key_digest(other)).other_key
    assert confirm_key(ready, "root", key_digest(other)).number == 1
    assert not look(ready, key=key_digest(other)).other_key
    draft = with_key(other, today=LATER).draft().draft
    assert with_key(other, "bo", LATER).approve(draft.id, draft.digest).number == 2
    assert not with_key(other, today=LATER).draft().refusals
    with reading(ready) as connection:
        [entry] = history(connection, KEYS, "1")
    assert (entry.author, orjson.loads(entry.after)["key_digest"]) == ("root", key_digest(other))


def test_once_another_key_is_confirmed_the_former_one_is_refused(ready, with_key, published):
    published(SECRET)
    confirm_key(ready, "root", key_digest(OTHER))
    assert with_key(SECRET, today=LATER).draft().refusals == (no.other_key(),)
    confirm_key(ready, "root", key_digest(SECRET))
    assert not with_key(SECRET, today=LATER).draft().refusals
    assert with_key(OTHER, today=LATER).draft().refusals == (no.other_key(),)


def test_nothing_is_confirmed_where_nothing_differs(ready, with_key, published):
    refused = (no.nothing_to_confirm(),)
    assert confirm_key(ready, "root", key_digest(SECRET)).refusals == refused
    published(SECRET)
    assert confirm_key(ready, "root", key_digest(SECRET)).refusals == refused


@pytest.mark.parametrize("kept", ["", None, "no JSON"])
def test_a_publication_that_kept_no_key_says_nothing_and_the_next_decides(
    ready, with_key, published, kept
):
    published(SECRET)
    first = PublicationDraft.number == 1
    with writing(ready) as connection:
        exact = orjson.loads(connection.scalar(select(PublicationDraft.exact).where(first)))
        del exact["key_digest"]
        exact |= {} if kept is None else {"key_digest": kept}
        text = kept if kept == "no JSON" else orjson.dumps(exact).decode()
        connection.execute(update(PublicationDraft).where(first).values(exact=text))
    assert not look(ready, key=key_digest(OTHER)).other_key
    if kept == "no JSON":
        return
    draft = with_key(OTHER, today=LATER).draft().draft
    assert with_key(OTHER, "bo", LATER).approve(draft.id, draft.digest).number == 2
    assert with_key(SECRET, today=LATER).draft().refusals == (no.other_key(),)


def test_a_draft_that_waits_is_approved_by_its_own_key_only(ready, with_key):
    draft = with_key(SECRET).draft().draft
    refused = with_key(OTHER, "bo").approve(draft.id, draft.digest).refusals
    assert refused == (no.drawn_otherwise(),)
    assert with_key(SECRET, "bo").approve(draft.id, draft.digest).number == 1


def test_a_draft_of_the_former_key_is_not_approved_on_another_server(ready, with_key, published):
    """Though its ranges are the same there: the next ones would not be."""
    published(SECRET)
    draft = with_key(SECRET, today=LATER).draft().draft
    approved = with_key(OTHER, "bo", LATER).approve(draft.id, draft.digest)
    assert approved.refusals == (no.other_key(),)
    bo = SimpleNamespace(reader=Reader("bo", Role.COMMITTEE), open_items=None)
    for key, offered in ((SECRET, True), (OTHER, False)):
        page = layout.draft(look(ready, key=key_digest(key)), bo, Locale.EN)
        assert ("publish-approve" in ids(page)) is offered
    assert replace(approved, refusals=()).number is None
