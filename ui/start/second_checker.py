"""Who else compared drug, dose and pump with the screen: the second of two names, never the first.

It outlives the form of one treatment; another treatment asks for a new comparison.
"""

from monitor.errors import EntryError
from ui import theme
from ui.field import Field, Row, read_text
from ui.words import say


class SecondChecker(Row):
    """`field` is the second person's name; the nurse's stands beside it. `how` is a code of words.

    Its `field.missing` holds while nobody, or the nurse alone, is named.
    """

    def __init__(self, nurse: Field[str], sizes: theme.Sizes = theme.START) -> None:
        self._nurse = nurse
        self.field = Field("second_checker", self._read, sizes=sizes)
        super().__init__(self.field, nurse, sizes=sizes)
        self.asks_for("start.second_checker.how")

    def asks_for(self, how: str) -> None:
        """Say what is to be compared. What was compared before was something else."""
        self.field.edit.clear()
        self.hint(say(how))

    def show_nurse(self) -> None:
        """Another nurse: the second checker may now be one and the same."""
        self.field.take()

    def _read(self, text: str) -> str:
        name = read_text(text)
        if name.casefold() == read_text(self._nurse.text).casefold():
            raise EntryError("same_person", field="second_checker")
        return name
