"""Queries, one question a module: a connection and filters in, a frozen result out."""
