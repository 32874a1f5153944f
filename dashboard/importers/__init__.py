"""Files in: each row checked, all faults told together, then all rows or none."""
