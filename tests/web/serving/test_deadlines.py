"""How long connections may wait; ``test_connections`` has what becomes of those that wait on."""

from dashboard.web.serving.deadlines import LEAST, SECONDS, Awaits, Deadline

ENOUGH, IN_TIME = LEAST[Awaits.BODY], SECONDS[Awaits.BODY]


def test_only_enough_of_it_moves_the_deadline():
    deadline = Deadline(0)
    deadline.note(Awaits.BODY, 5, 1)
    deadline.note(Awaits.BODY, 5 + ENOUGH - 1, 2)
    assert not deadline.has_passed(1 + IN_TIME)
    assert deadline.has_passed(1.5 + IN_TIME)
    deadline.note(Awaits.BODY, 5 + ENOUGH, 3)
    assert not deadline.has_passed(3 + IN_TIME)


def test_whatever_else_is_awaited_has_a_deadline_of_its_own():
    deadline = Deadline(0)
    assert deadline.has_passed(1 + SECONDS[Awaits.FIRST_REQUEST])
    deadline.note(Awaits.HEAD, 1, 9)
    assert not deadline.has_passed(9 + SECONDS[Awaits.HEAD])


def test_answers_may_take_as_long_as_they_need():
    deadline = Deadline(0)
    deadline.note(Awaits.ANSWER, 1, 1)
    assert not deadline.has_passed(10_000)
