"""Colours that can be read, a sheet without holes, and a look that follows the system."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from rgpd_desktop.basics import places
from rgpd_desktop.rules.contact import State
from rgpd_desktop.ui.stylesheet import stylesheet
from rgpd_desktop.ui.theme import Appearance
from rgpd_desktop.ui.tokens import DARK, LIGHT, STATE_TONES, Tone, tone_of

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_of_contrast_is_the_standard_one():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_every_text_can_be_read_on_every_ground_it_is_put_on(tokens):
    pairs = [(text, ground) for text in (tokens.ink, tokens.muted) for ground in (tokens.background, tokens.card)]
    pairs += [(tokens.ink_of(tone), tokens.tint_of(tone)) for tone in Tone]
    pairs += [(tokens.ink_of(tone), tokens.card) for tone in Tone]
    pairs += [(tokens.ink, tokens.tint_of(tone)) for tone in Tone]
    pairs += [
        (tokens.muted, tokens.accent_tint),
        (tokens.accent, tokens.background),
        (tokens.danger, tokens.background),
    ]
    pairs += [(tokens.on_accent, tokens.accent), (tokens.on_danger, tokens.danger)]
    weak = [(text, ground, contrast(text, ground)) for text, ground in pairs if contrast(text, ground) < 4.5]
    assert weak == []


def test_the_tokens_are_those_of_the_design():
    assert (LIGHT.background, LIGHT.card, LIGHT.line) == ("#F6F7F9", "#FFFFFF", "#DDE2E8")
    assert (LIGHT.ink_of("danger"), LIGHT.tint_of("danger")) == ("#B3261E", "#FBE9E7")
    assert (DARK.background, DARK.card, DARK.line) == ("#14181E", "#1C222B", "#333C48")
    assert (DARK.ink_of(State.OPPOSED), DARK.tint_of(State.OPPOSED)) == ("#C7A6EE", "#33264A")


def test_every_state_has_its_tone():
    assert set(STATE_TONES) == set(State)
    assert tone_of(State.OVERDUE) is Tone.DANGER
    assert tone_of("soon") is Tone.SOON
    with pytest.raises(ValueError, match="mauve"):
        tone_of("mauve")


@BOTH
def test_the_sheet_has_no_hole_and_its_icons_exist(tokens):
    icons = places.resources() / "look" / "icons" / ("dark" if tokens.is_dark else "light")
    sheet = stylesheet(tokens, 1.0, icons.as_posix())
    assert "@" not in sheet
    assert sheet.count("{") == sheet.count("}")
    named = re.findall(r'url\("(.+?)"\)', sheet)
    assert named
    assert [name for name in named if not places.Path(name).is_file()] == []


def test_larger_text_enlarges_everything_but_the_lines():
    sheet = stylesheet(LIGHT, 1.5, "")
    assert "font-size: 33px; font-weight: 600" in sheet  # the title, 22 px
    assert "border: 1px solid #DDE2E8; border-radius: 12px" in sheet  # the card


def test_a_choice_of_look_changes_everything_at_once(theme, qapp):
    heard = []
    theme.changed.connect(lambda: heard.append(theme.tokens))
    theme.set_appearance(Appearance.DARK)
    assert theme.tokens is DARK
    assert heard == [DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.background
    assert DARK.card in qapp.styleSheet()
    theme.set_appearance(Appearance.DARK)
    assert heard == [DARK]


def test_the_look_follows_the_system_only_when_asked_to(theme, qapp, monkeypatch):
    class Hints:
        scheme = Qt.ColorScheme.Dark

        def colorScheme(self):
            return self.scheme

        def setColorScheme(self, scheme):
            pass

        def unsetColorScheme(self):
            pass

    hints = Hints()
    monkeypatch.setattr(theme, "_hints", hints)
    theme.set_appearance(Appearance.SYSTEM)
    assert theme.tokens is DARK
    hints.scheme = Qt.ColorScheme.Light
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens is LIGHT
    theme.set_appearance(Appearance.LIGHT)
    hints.scheme = Qt.ColorScheme.Dark
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens is LIGHT


def test_icons_come_in_the_colours_in_force(theme):
    assert not theme.icon("calendar").isNull()
    assert not theme.icon("calendar").pixmap(16, 16).isNull()
