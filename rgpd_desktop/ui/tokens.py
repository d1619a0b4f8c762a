"""The colours of the program, light and dark, and the tone of each state. Pure values: no Qt, no style sheet.

Every text-on-background pair used by the style sheet reaches WCAG AA (4.5:1); tests/ui/test_theme.py computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rgpd_desktop.rules.contact import State


class Tone(StrEnum):
    """What a colour says. A tone never goes without its word."""

    OK = "ok"
    SOON = "soon"
    DANGER = "danger"
    ARCHIVED = "archived"
    OPPOSED = "opposed"
    ACCENT = "accent"
    PLAIN = "plain"


STATE_TONES = {
    State.UP_TO_DATE: Tone.OK,
    State.DUE_SOON: Tone.SOON,
    State.UNDATED: Tone.SOON,
    State.OVERDUE: Tone.DANGER,
    State.ARCHIVED: Tone.ARCHIVED,
    State.OPPOSED: Tone.OPPOSED,
    State.KEPT: Tone.ACCENT,
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours, each as #RRGGBB. `on_accent` and `on_danger` are the ink of filled buttons."""

    is_dark: bool
    background: str
    card: str
    line: str
    ink: str
    muted: str
    accent: str
    accent_tint: str
    on_accent: str
    ok: str
    ok_tint: str
    soon: str
    soon_tint: str
    danger: str
    danger_tint: str
    on_danger: str
    archived: str
    archived_tint: str
    opposed: str
    opposed_tint: str

    def ink_of(self, tone: Tone | State | str) -> str:
        """The colour of text in this tone (a State gives its tone)."""
        name = tone_of(tone)
        return self.ink if name is Tone.PLAIN else str(getattr(self, name.value))

    def tint_of(self, tone: Tone | State | str) -> str:
        """The background that goes under text of this tone."""
        name = tone_of(tone)
        return self.archived_tint if name is Tone.PLAIN else str(getattr(self, f"{name.value}_tint"))

    def blend(self, under: str, over: str, share: float) -> str:
        """`under` with `share` (0 to 1) of `over`: hovered and disabled shades, derived rather than invented."""
        pairs = zip(_channels(under), _channels(over), strict=True)
        return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def tone_of(tone: Tone | State | str) -> Tone:
    """The tone of a State, or the Tone of that name. Raises ValueError on an unknown name."""
    if isinstance(tone, State):
        return STATE_TONES[tone]
    return Tone(tone)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


LIGHT = Tokens(
    is_dark=False,
    background="#F6F7F9", card="#FFFFFF", line="#DDE2E8", ink="#17212F", muted="#5B6776",
    accent="#1D5FA8", accent_tint="#E8F0F9", on_accent="#FFFFFF",
    ok="#1B7A4B", ok_tint="#E6F4EC",
    soon="#9A6200", soon_tint="#FDF3DF",
    danger="#B3261E", danger_tint="#FBE9E7", on_danger="#FFFFFF",
    archived="#56616E", archived_tint="#ECEFF2",
    opposed="#6B3FA0", opposed_tint="#F0E9F8",
)  # fmt: skip

DARK = Tokens(
    is_dark=True,
    background="#14181E", card="#1C222B", line="#333C48", ink="#E8ECF1", muted="#9BA7B5",
    accent="#6FAEF2", accent_tint="#1E3148", on_accent="#14181E",
    ok="#6FCF97", ok_tint="#19352A",
    soon="#F2C063", soon_tint="#3A2F17",
    danger="#FF9A92", danger_tint="#43211F", on_danger="#14181E",
    archived="#AAB4C0", archived_tint="#2A323C",
    opposed="#C7A6EE", opposed_tint="#33264A",
)  # fmt: skip
