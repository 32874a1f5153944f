"""Every write to the data, together with what must follow from it in the same transaction."""
