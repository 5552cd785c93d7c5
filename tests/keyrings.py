"""Pretend keyrings, so that no test sees or fills the one of whoever runs it."""

import pytest

pytest.importorskip("sqlcipher3", reason="the extra `secure` is not installed: no encrypted record")
keyring = pytest.importorskip("keyring", reason="the extra `secure` is not installed: no keyring")

from keyring.backend import KeyringBackend  # noqa: E402 - skipped above where there is none
from keyring.backends import fail, null  # noqa: E402

from monitor import record_key  # noqa: E402


class Memory(KeyringBackend):
    """A keyring that lasts as long as its test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


def use(monkeypatch: pytest.MonkeyPatch, backend: KeyringBackend) -> None:
    """Let this be the computer's keyring, which no record has asked yet."""
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend)
    record_key._in_keyring.cache_clear()


def in_memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    """Make an empty keyring and use it."""
    memory = Memory()
    use(monkeypatch, memory)
    return memory


def without(monkeypatch: pytest.MonkeyPatch, *, switched_off: bool = False) -> None:
    """Work on a computer that has no keyring, or one that takes everything and keeps nothing."""
    backend: type[KeyringBackend] = null.Keyring if switched_off else fail.Keyring
    use(monkeypatch, backend())
