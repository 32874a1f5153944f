"""Passwords at the least cost that Argon2id has: a tenth of a second each adds up to minutes.

What the program itself spends on them is a test's own matter (``tests/access/test_passwords.py``).
Servers that tests start are processes of their own, and know nothing of this.
"""

from argon2 import PasswordHasher

from dashboard.access import passwords

OURS, NOBODYS = passwords._hasher, passwords.NOBODYS


def make_them_cheap() -> None:
    """In this process, from now on."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._hasher = lambda: cheap  # type: ignore[assignment]
    passwords.NOBODYS = cheap.hash("of nobody")  # type: ignore[misc]
