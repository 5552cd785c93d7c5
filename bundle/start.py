"""Where a bundle begins: the command line, and the link processes that multiprocessing starts."""

import multiprocessing
import sys

from ui.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
