"""The start screen: who, what and with which monitor, and the engineer's part of it."""
