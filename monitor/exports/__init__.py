"""One file per data format: each offers EXPORT (monitor/exporting.py). Nothing is listed."""
