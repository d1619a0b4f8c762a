"""The keychain of the system (Windows, macOS, Secret Service, KWallet): where the key of the data may be remembered, if there is one.

Called by services.protect_data only, off the window's thread: the system may ask the person to unlock it. It holds the key, not the
passphrase, under the salt of the file: another key of the same data has another name.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

SERVICE: Final = "rgpd-desktop"
# None that writes in a plain file, or in the memory of the process.
_BACKENDS: Final = "keyring.backends."
_BY_SYSTEM: Final = {"win32": ("Windows",), "darwin": ("macOS",)}
_UNIX: Final = ("SecretService", "libsecret", "kwallet")
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
    # Not keyring.get_keyring(): it loads the backends of every system, and that of macOS calls the compiler of Linux, which writes in /tmp.
    for name in _names():
        try:
            module = import_module(_BACKENDS + name)
        except Exception as error:  # a library of the system that is not there, each in its own way
            _log.info("no keychain %s: %s", name, type(error).__name__)
            continue
        for made in vars(module).values():
            if isinstance(made, type) and made.__module__ == module.__name__ and getattr(made, "viable", False):
                return made()
    return None


def _names() -> tuple[str, ...]:
    """The keychains this system may have, the best first; the one keyring's own variable names, if it is one of them."""
    known = _BY_SYSTEM.get(sys.platform, _UNIX)
    if asked := os.environ.get("PYTHON_KEYRING_BACKEND"):
        return tuple(name for name in known if asked.startswith(_BACKENDS + name))
    return known
