"""Which key does what a button does: said in its tool tip and to a screen reader, nowhere else."""

from PySide6.QtWidgets import QWidget

from ui.words import say

_KEY = "key"


def hint(made: QWidget, key: str) -> None:
    """Let a button tell its key, beside what its tool tip says already."""
    made.setProperty(_KEY, key)
    tip(made, made.toolTip())
    made.setAccessibleDescription(say("key.hint", key=key))


def tip(made: QWidget, text: str) -> None:
    """Change what a tool tip says; the key of its button stays below it."""
    key = made.property(_KEY)
    lines = [text, say("key.hint", key=key) if key else ""]
    made.setToolTip("\n".join(line for line in lines if line))
