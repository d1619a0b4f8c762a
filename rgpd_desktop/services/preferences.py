"""The small choices of the user: the look of the window, and whatever a screen wants to find again."""

from __future__ import annotations

from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import preferences


def get(desk: Desk, name: str, default: str = "") -> str:
    """The choice kept under `name`, or `default`."""
    return preferences.read(desk.database, name, default)


def set_(desk: Desk, name: str, value: str) -> None:
    """Keeps a choice under `name`."""
    preferences.write(desk.database, name, value)
