"""What is counted of one is never counted of another, however names and addresses are made up."""

from sqlalchemy import select

from dashboard.access import throttle
from dashboard.database import reading, writing
from dashboard.tables import FailedSignIn

FAR = "203.0.113.9"


def test_no_name_spells_the_key_of_another(sqlite_engine):
    made_up = [f"ana@x.org from {FAR}", f'ana@x.org","{FAR}', f"ana@x.org{FAR}", f"from {FAR}"]
    with writing(sqlite_engine) as connection:
        for name in made_up:
            for _ in range(throttle.MOST_BY_NAME):
                throttle.tried(connection, name, "")
        assert all(throttle.is_throttled(connection, name, "") for name in made_up)
        assert not throttle.is_throttled(connection, "ana@x.org", FAR)
        assert not throttle.is_throttled(connection, "bea@x.org", FAR)


def test_no_name_spells_the_tally_of_messages_to_another(sqlite_engine):
    with writing(sqlite_engine) as connection:
        for name in ("message to ana@x.org", "to ana@x.org"):
            for _ in range(throttle.MOST_BY_NAME):
                throttle.tried(connection, name, "")
                throttle.asked(connection, name, "")
        assert not throttle.is_asked_too_often(connection, "ana@x.org", "")


def test_half_of_a_character_pair_is_a_name_like_any_other(sqlite_engine):
    with writing(sqlite_engine) as connection:
        throttle.tried(connection, "ana\ud800", "192.0.2.7")


def test_what_was_typed_is_not_kept(sqlite_engine):
    with writing(sqlite_engine) as connection:
        throttle.tried(connection, "correct horse battery staple", FAR)
    with reading(sqlite_engine) as connection:
        kept = " ".join(connection.scalars(select(FailedSignIn.key)))
    assert "horse" not in kept
    assert FAR not in kept


def test_people_who_sign_in_do_not_close_their_place(sqlite_engine):
    with writing(sqlite_engine) as connection:
        for number in range(throttle.MOST_BY_PLACE):
            throttle.tried(connection, f"person {number}", FAR)
            throttle.succeeded(connection, f"person {number}", FAR)
        assert not throttle.is_throttled(connection, "ana", FAR)


def test_who_signs_in_between_guesses_gains_none(sqlite_engine):
    with writing(sqlite_engine) as connection:
        for number in range(throttle.MOST_BY_PLACE):
            throttle.tried(connection, f"person {number}", FAR)
            throttle.tried(connection, "ana", FAR)
            throttle.succeeded(connection, "ana", FAR)
        assert throttle.is_throttled(connection, "bea", FAR)


def test_a_success_forgets_the_failures_of_that_name_only(sqlite_engine):
    with writing(sqlite_engine) as connection:
        for _ in range(throttle.MOST_HERE):
            throttle.tried(connection, "ana", FAR)
            throttle.tried(connection, "bea", FAR)
        throttle.succeeded(connection, "ana", FAR)
        assert not throttle.is_throttled(connection, "ana", FAR)
        assert throttle.is_throttled(connection, "bea", FAR)
