"""The words the register answers with: the closed lists of the law, the steps of the wizard. Called by the window, which may not open
the content. Needs no desk.
"""

from __future__ import annotations

from rgpd_desktop.content import register_lists, register_steps
from rgpd_desktop.rules.register_lists import RegisterLists
from rgpd_desktop.rules.sheet_steps import StepText


def lists() -> RegisterLists:
    """Legal bases, categories of data and of people, safeguards…, each in the order it is shown."""
    return register_lists.load_lists()


def steps() -> tuple[StepText, ...]:
    """The steps of a sheet, in their order."""
    return register_steps.load_steps()
