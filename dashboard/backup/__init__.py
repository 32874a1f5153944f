"""Back up a whole database, and restore it into either kind of database."""
