"""What is wrong with an installation, in plain words, and what to do about it.

What is found names no secret, nobody, and no count of participations: it may be sent to who helps.
"""

from dashboard.doctor.examination import examination
from dashboard.doctor.findings import Diagnosis, Severity

__all__ = ["Diagnosis", "Severity", "examination"]
