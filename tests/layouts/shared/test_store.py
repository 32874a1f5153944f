"""What a page keeps for its scripts."""

import sys

from layouts.shared.store import PageStore
from layouts.shared.written import for_react


def test_no_library_is_looked_for_where_a_page_keeps_a_value(monkeypatch):
    asked = []

    class Finder:
        @staticmethod
        def find_spec(name, *_):
            asked.append(name)

    monkeypatch.setattr(sys, "meta_path", [Finder, *sys.meta_path])
    kept = [PageStore("a", data=0), PageStore("b")]
    assert asked == []
    assert [for_react(one) for one in kept] == [
        {"type": "PageStore", "props": {"id": "a", "data": 0}, "namespace": "impact"},
        {"type": "PageStore", "props": {"id": "b"}, "namespace": "impact"},
    ]
