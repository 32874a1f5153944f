"""What a block counts, and what must not be told of it: the rules that search and audit share."""
