"""What is measured after a write comes after a write."""

import orjson
import pytest

from tests.bench.pages import save


class Desk:
    """Saves what it does not have yet, as the program does."""

    def __init__(self):
        self.references, self.body = set(), b""

    def post(self, _, said):
        new = {said["cells"]["reference"]} - self.references
        self.references |= new
        self.body = orjson.dumps({"changed": len(new)})


def test_each_save_writes_also_in_a_later_run(monkeypatch):
    desk = Desk()
    for _ in range(2):
        save(desk, "V000001")
    assert len(desk.references) == 2
    monkeypatch.setattr("tests.bench.pages.secrets.token_hex", lambda _: "the same")
    save(desk, "V000001")
    with pytest.raises(RuntimeError, match="nothing was saved"):
        save(desk, "V000001")
