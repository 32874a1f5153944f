"""The action plan and its facilitators."""
