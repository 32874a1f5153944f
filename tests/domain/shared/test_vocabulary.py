import pytest

from dashboard.domain.shared.vocabulary import Term, Terms


def test_what_is_made_of_terms_is_found_again_without_a_look_at_each(
    monkeypatch: pytest.MonkeyPatch,
):
    terms, same = (Terms((Term("a", "one", "un"), Term("b", "two", "deux"))) for _ in range(2))
    monkeypatch.setattr(Term, "__hash__", None)
    assert {terms: "made"}[same] == "made"
    assert Terms((Term("a", "eins", "un"), Term("b", "two", "deux"))) not in {terms: "made"}
