"""Witnesses for what must not be told, and the ranges that follow from them."""
