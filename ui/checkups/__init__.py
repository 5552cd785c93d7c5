"""One file for each thing the doctor looks at (ui/checkup.py says what it offers)."""
