"""Passwords take much memory each, so few are looked at at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

from dashboard.access import passwords


def test_many_who_sign_in_at_once_do_not_fill_the_memory(monkeypatch):
    now, most, lock, never = 0, 0, Lock(), Event()

    class Slow:
        def verify(self, *_: str) -> bool:
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            never.wait(0.05)
            with lock:
                now -= 1
            return True

    monkeypatch.setattr(passwords, "_hasher", Slow)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(passwords.is_right, ["x"] * 8, ["y"] * 8))
    assert most <= 2
