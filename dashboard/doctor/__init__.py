"""What is wrong with an installation, in plain words, and how to fix it.

Findings contain no secret, no person's name and no count of participations, so they can be sent to
whoever helps.
"""

from dashboard.doctor.examination import examination
from dashboard.doctor.findings import Diagnosis, Severity

__all__ = ["Diagnosis", "Severity", "examination"]
