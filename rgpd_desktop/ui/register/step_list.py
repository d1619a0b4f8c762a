"""The eight steps of the wizard of a sheet, in the order of their words."""

from __future__ import annotations

from collections.abc import Sequence

from rgpd_desktop.rules.sheet_steps import StepText
from rgpd_desktop.ui.register.activity_step import ActivityStep
from rgpd_desktop.ui.register.durations_step import DurationsStep
from rgpd_desktop.ui.register.people_step import PeopleStep
from rgpd_desktop.ui.register.purposes_step import PurposesStep
from rgpd_desktop.ui.register.recipients_step import RecipientsStep
from rgpd_desktop.ui.register.review_step import ReviewStep
from rgpd_desktop.ui.register.security_step import SecurityStep
from rgpd_desktop.ui.register.sheet_step import SheetStep
from rgpd_desktop.ui.register.transfers_step import TransfersStep
from rgpd_desktop.ui.theme import Theme


class StepList:
    """Each step by its name, and all of them in order."""

    def __init__(self, theme: Theme, texts: Sequence[StepText]) -> None:
        activity, purposes, people, durations, recipients, transfers, security, review = texts
        self.activity = ActivityStep(theme, activity)
        self.purposes = PurposesStep(theme, purposes)
        self.people = PeopleStep(theme, people)
        self.durations = DurationsStep(theme, durations)
        self.recipients = RecipientsStep(theme, recipients)
        self.transfers = TransfersStep(theme, transfers)
        self.security = SecurityStep(theme, security)
        self.review = ReviewStep(theme, review)
        self.steps: tuple[SheetStep, ...] = (
            self.activity, self.purposes, self.people, self.durations,
            self.recipients, self.transfers, self.security, self.review,
        )  # fmt: skip
