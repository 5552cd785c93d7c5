"""Talking to patient monitors: bytes in, readings out."""
