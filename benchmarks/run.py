"""`make bench`: every figure, one a line, with the floor it is a ratio of."""

from bench import painting, parsing, reviewing, starting, storing, waiting

if __name__ == "__main__":
    for part in (parsing, storing, reviewing, starting, painting, waiting):
        for line in part.lines():
            print(line, flush=True)
