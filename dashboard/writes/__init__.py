"""Every change of the data, with what must follow from it in the same transaction."""
