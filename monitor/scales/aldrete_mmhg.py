"""The modified Aldrete score with the pressure judged in mmHg. A clinic offers this or percent."""

from monitor.scales._parts import aldrete

SCALE = aldrete(
    "aldrete_mmhg",
    "Aldrete (mmHg)",
    ("Within 20 mmHg", "Off by 20 to 50 mmHg", "Off by over 50 mmHg"),
)
