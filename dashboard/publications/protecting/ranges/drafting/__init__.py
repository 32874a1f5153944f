"""The ranges of a draft: blocks, corrections and years are searched, audited, and the best kept."""
