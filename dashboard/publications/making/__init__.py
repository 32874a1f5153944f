"""From the sessions to a publication: what it is made of, what speaks against it, who approves."""
