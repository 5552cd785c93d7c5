"""Columns that stand under each other, as commands print them; what they say is not known here."""


def printable(text: str) -> str:
    """Take what would steer a terminal out of a text from a file that may be anybody's."""
    return "".join(char if char.isprintable() else "?" for char in text)


def print_table(lines: list[list[str]]) -> None:
    """Print lines of equally many cells, the titles first."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())
