"""Frozen values and counting rules; imports nothing else of ours but i18n."""
