"""The audits: plain arithmetic on what is shown, without a solver and without the search."""
