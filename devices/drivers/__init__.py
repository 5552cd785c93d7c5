"""One file per device family."""
