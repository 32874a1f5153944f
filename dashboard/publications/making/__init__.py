"""Make a publication from the sessions: its material, possible objections, and approval."""
