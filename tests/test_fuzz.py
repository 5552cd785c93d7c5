"""The short form of `make fuzz`: bent frames raise nothing and invent nothing."""

import pytest

from devices.driver import Model, models
from tests.fuzz import fuzz


@pytest.mark.parametrize("model", models().values(), ids=list(models()))
def test_bent_frames_raise_nothing_and_invent_nothing(model: Model) -> None:
    """Twenty thousand for every driver; the long study has a million."""
    found = fuzz(model, 20_000)
    assert found.wrong == []
    assert found.good > 1000
