"""The keychain of the system (Windows, macOS, Secret Service, KWallet): where the key of the data may be remembered, if there is one.

Called by services.protect_data only, off the window's thread: the system may ask the person to unlock it. It holds the key, not the
passphrase, under the salt of the file: another key of the same data has another name.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any, Final

SERVICE: Final = "rgpd-desktop"
# A keychain that writes in a plain file, or in the memory of the process, is none.
_TRUSTED: Final = tuple(
    f"keyring.backends.{name}" for name in ("SecretService", "Windows", "macOS", "kwallet", "libsecret")
)
_log = logging.getLogger(__name__)


def is_there() -> bool:
    """Whether this session has a keychain that can be used."""
    return _backend() is not None


def recall(salt: bytes) -> bytes | None:
    """The raw key remembered for the file of this salt, None when there is none or the person did not unlock the keychain."""
    backend = _backend()
    if backend is None:
        return None
    try:
        found = backend.get_password(SERVICE, salt.hex())
        raw = bytes.fromhex(found) if found else None
    except Exception as error:  # each system has its own errors, and none may stop an opening
        _log.info("keychain not read: %s", type(error).__name__)
        return None
    return raw if raw is not None and raw.endswith(salt) else None


def remember(raw: bytes, salt: bytes) -> bool:
    """Keeps the raw key for the file of this salt. False when the keychain would not."""
    backend = _backend()
    if backend is None:
        return False
    try:
        backend.set_password(SERVICE, salt.hex(), raw.hex())
    except Exception as error:  # likewise
        _log.info("keychain not written: %s", type(error).__name__)
        return False
    return True


def forget(salt: bytes) -> None:
    """Removes what was kept for that salt; nothing when there is none."""
    backend = _backend()
    if backend is not None:
        with suppress(Exception):  # nothing kept is an error for some
            backend.delete_password(SERVICE, salt.hex())


def _backend() -> Any:
    try:
        import keyring  # noqa: PLC0415 - 0.1 s, and most openings do not need it

        chosen: Any = keyring.get_keyring()
    except Exception as error:  # a desktop session that answers badly
        _log.info("no keychain: %s", type(error).__name__)
        return None
    for each in getattr(chosen, "backends", None) or [
        chosen
    ]:  # the chainer tries several: the first trusted one is ours
        if type(each).__module__.startswith(_TRUSTED):
            return each
    return None
