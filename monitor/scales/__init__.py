"""One file per rating scale, each holding data only."""
