"""The parts of the chart: its time axis, its lanes, and what lies behind and before them."""
