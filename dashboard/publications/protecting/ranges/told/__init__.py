"""What is told for ever of blocks, corrections and years, and what publications add up from it."""
