"""One file per command of the command line, each importing what it needs when it runs."""
