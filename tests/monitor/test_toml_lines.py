"""Where keys stand, and values replaced where they stand."""

import pathlib
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ProfileError
from monitor.profile import SHIPPED
from monitor.toml_lines import Path, edited, line_of, places

TEXT = """\
# a = 1
a = 1   # first
"b c" = "x # no comment ] "
list = [
    "one",  # ]
    "two",
]
long = '''
a = 5
[no.table]
'''
inline = { x = 1, y = [2] }

[limits]     # medium
rate = [50, 120]
[limits.high]
rate = [40, 140]

[[drug]]
name = "A"
[[drug]]
name = "B"
[drug.more]
deep.est = 1
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 2),
        (("b c",), 3),
        (("list",), 4),
        (("list", 1), 4),
        (("long",), 8),
        (("inline", "x"), 12),
        (("limits",), 14),
        (("limits", "rate"), 15),
        (("limits", "spo2_low"), 14),
        (("limits", "high", "rate"), 17),
        (("drug", 0, "name"), 20),
        (("drug", 1, "name"), 22),
        (("drug", 1, "more", "deep", "est"), 24),
        (("nowhere",), 1),
    ],
)
def test_a_key_has_its_line(path: Path, line: int) -> None:
    """Or that of the table it would be in; a key in a comment or a text is none."""
    assert line_of(places(TEXT), path) == line


def changed(path: Path, literal: str, text: str = TEXT) -> str:
    """The text with one value replaced."""
    return edited(text, {path: literal})


@pytest.mark.parametrize(
    ("path", "literal", "line"),
    [
        (("a",), "2", "a = 2   # first"),
        (("b c",), '"y"', '"b c" = "y"'),
        (("limits", "rate"), "[1, 2]", "rate = [1, 2]"),
        (("list",), "[]", "list = []"),
        (("limits", "low"), "3", "low = 3"),
        (("new",), "true", "new = true"),
        (("table", "key"), "1.5", "key = 1.5"),
        (("limits", "high", "x"), "4", "x = 4"),
    ],
)
def test_a_value_is_replaced_or_added_where_it_belongs(path: Path, literal: str, line: str) -> None:
    """And everything else means what it meant."""
    text = changed(path, literal)
    assert line in text.splitlines()
    values, wanted = tomllib.loads(text), tomllib.loads(TEXT)
    table = wanted
    for key in path[:-1]:
        table = table.setdefault(str(key), {})
    table[str(path[-1])] = tomllib.loads(f"v = {literal}")["v"]
    assert values == wanted


def test_comments_stay() -> None:
    """They are why the file is edited and not written anew."""
    text = changed(("limits", "rate"), "[1, 2]")
    assert [line for line in TEXT.splitlines() if "rate = [50" not in line] == [
        line for line in text.splitlines() if "rate = [1, 2]" not in line
    ]


def test_a_table_in_one_line_takes_no_new_key() -> None:
    """A person has to give it its lines."""
    with pytest.raises(ProfileError, match="profile_table_in_one_line"):
        changed(("inline", "z"), "3")


@pytest.mark.parametrize("text", ["", "a = 1", "a = 1 # x", "a = 1\r\nb = 2\r\n", "[t]", "a=[\n1]"])
def test_however_a_file_ends_a_key_can_be_added_and_changed(text: str) -> None:
    """With or without a last line end, and with those of Windows."""
    added = changed(("z",), "7", text)
    again = changed(("z",), "8", added)
    assert tomllib.loads(added) == {**tomllib.loads(text), "z": 7}
    assert tomllib.loads(again) == {**tomllib.loads(text), "z": 8}


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.toml")), ids=lambda file: file.stem)
def test_every_key_of_what_we_ship_is_found(file: pathlib.Path) -> None:
    """By its own line."""
    text = file.read_text(encoding="utf-8")
    lines, found = text.splitlines(), places(text)
    for path, place in found.items():
        key = next(part for part in reversed(path) if isinstance(part, str))
        assert key in lines[place.line - 1]
    assert {path[0] for path in found} == set(tomllib.loads(text))


@given(st.text(alphabet="ab=[]{}\"'#\n.1 ", max_size=80))
def test_any_text_has_places_or_none(text: str) -> None:
    """A line is asked for of broken files, too."""
    assert line_of(places(text), ("a", "b")) >= 1
