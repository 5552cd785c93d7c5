"""`make bench`: every figure, one a line, with the floor it is a ratio of."""

from bench import painting, parsing, starting, storing, waiting

if __name__ == "__main__":
    for part in (parsing, storing, starting, painting, waiting):
        for line in part.lines():
            print(line, flush=True)
