"""The modified Aldrete score with the pressure judged in percent. A clinic offers this or mmHg."""

from monitor.scales._parts import aldrete

SCALE = aldrete(
    "aldrete_percent",
    "Aldrete (percent)",
    ("Off by under 20 %", "Off by 20 to 49 %", "Off by over 49 %"),
)
