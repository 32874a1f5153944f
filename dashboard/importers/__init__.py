"""Import files: check each row, report all faults together, then import all rows or none.

Nothing is imported here: the process that reads files is part of this package, and must not load
anything about databases.
"""
