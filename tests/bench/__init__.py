"""`make bench`: what a filter change costs in the database, at sizes no project will reach."""
