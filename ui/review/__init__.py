"""Saved sessions, as a supervisor reads them."""
