"""Anxiety as the patient rates it, 0 to 10. A generic numeric rating scale."""

from monitor.scales._parts import numeric

SCALE = numeric("anxiety", "Anxiety", worst="Worst")
