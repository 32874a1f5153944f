"""Sessions, one by one."""
