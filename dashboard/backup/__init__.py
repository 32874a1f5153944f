"""Copies of a whole database that both kinds of database give and take, and bringing one back."""
