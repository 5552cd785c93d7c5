"""The PADSS without bleeding: a separate scale."""

from monitor.scales.padss import SCALE as WHOLE
from monitor.scales.padss_no_bleeding import SCALE


def test_it_ends_at_8_and_nobody_knows_from_where_on_one_is_fit() -> None:
    """Until the clinic says so: nine of ten points cannot be asked of eight."""
    best = {item.id: 2 for item in SCALE.items}
    assert SCALE.score(best) == SCALE.highest == 8
    assert SCALE.pass_mark is None
    assert SCALE.passes(best) is None


def test_all_other_items_are_the_same() -> None:
    """Bleeding is the one left out."""
    assert [i for i in WHOLE.items if i not in SCALE.items] == [WHOLE.items[3]]
    assert WHOLE.items[3].id == "bleeding"
