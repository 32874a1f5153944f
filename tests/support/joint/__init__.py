"""The method of before: all publications are protected together, and a hidden count is an x.

Publications of formats 1 and 2 were made so. They still verify, by the audit that the program
keeps; ``publish`` makes more of them, for tests of that audit and to compare the methods.

Sources: the choice cell by cell is that of Kelly, Golden and Assad (Cell suppression: disclosure
protection for sensitive tabular data, Networks 22, 1992). Coarse before fine is as in HiTaS (de
Wolf, 2002) for hierarchical tables. All linked tables are protected at once, not one after the
other as in τ-ARGUS and the hypercube of GHMITER (Repsilber; Giessing).
"""

from tests.support.joint.publishing import ProtectionResult, publish

__all__ = ["ProtectionResult", "publish"]
