"""What a device is called in front of people; records, commands and files know it by its model."""

from ui.words import WORDS, say


def device_title(model: str) -> str:
    """Return a model's title; of one we do not know the name it has in the record."""
    code = f"device.{model}"
    return say(code) if code in WORDS else model
