"""What a session comes to, a file for each kind of figure. Only monitor/summary.py asks."""
