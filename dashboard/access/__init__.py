"""Accounts, one-time links and tokens: who is let in, and with which account."""
