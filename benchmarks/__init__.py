"""Figures, each beside a floor measured in the same run. Nothing here decides a test."""
