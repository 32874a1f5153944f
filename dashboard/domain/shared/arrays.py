"""The types of arrays that several layers pass on."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]
"""Whole numbers, in whatever size."""
Flags = NDArray[np.bool_]
