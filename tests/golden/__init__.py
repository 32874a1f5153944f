"""All that leaves the program, of two projects that never change, as bytes.

``python -m tests.golden`` compares it with what is recorded, ``--write`` records it anew, and
``--keep FOLDER`` leaves the bytes there, for a comparison with those of another checkout.
"""
