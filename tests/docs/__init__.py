"""What the pages for people say is true: their commands run, their links lead somewhere."""
