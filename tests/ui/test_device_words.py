"""What a device is called in front of people."""

import pytest

from devices.driver import Model, models
from ui.device_words import device_title


@pytest.mark.parametrize("model", models().values(), ids=lambda model: model.name)
def test_a_model_is_called_by_the_beginning_of_its_title(model: Model) -> None:
    assert model.title.startswith(device_title(model.name))


def test_one_we_do_not_know_has_its_name() -> None:
    assert device_title("acme-9000") == "acme-9000"
