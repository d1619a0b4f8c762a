"""Who said no for good: how many, since when and from where, one address asked for, files brought in or checked. The window builds it.

`services.go("oppositions", {"review": True})` comes from the dashboard. The list itself is never shown: it holds fingerprints only.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services import check_sending, keep_oppositions, oppose_list
from rgpd_desktop.services.check_sending import SendingCheck
from rgpd_desktop.services.keep_oppositions import Survey
from rgpd_desktop.services.oppose_list import OpposePlan
from rgpd_desktop.ui import file_dialogs, messages
from rgpd_desktop.ui.opposition import source_words
from rgpd_desktop.ui.opposition.ask_card import AskCard
from rgpd_desktop.ui.opposition.list_dialog import OpposeListDialog
from rgpd_desktop.ui.opposition.sending_dialog import SendingDialog
from rgpd_desktop.ui.opposition.value_dialogs import AddDialog, WithdrawDialog
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.empty_state import EmptyState
from rgpd_desktop.ui.widgets.number_row import NumberCard, NumberRow
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button, label

_EMPTY: Final = (
    "Personne n’a encore dit non",
    "Qui refuse vos messages ne doit plus en recevoir, même si sa fiche est supprimée ou revient dans une liste (RGPD, art. 21). "
    "Notez un refus, ou importez les désinscrits de votre outil d’e-mailing.",
)
_LISTS: Final = (
    "Listes (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt *.vcf *.xml *.html *.htm);;Tous les fichiers (*)"
)
_FILES: Final = (
    "Importez les désinscrits de votre outil d’e-mailing, et vérifiez ses listes avant un envoi : "
    "une copie en est écrite sans les opposés."
)
_ABOUT: Final = (
    "Cette liste ne contient ni nom ni adresse : seulement des empreintes, calculées avec une clé propre à votre installation. Elles "
    "restent des données personnelles. Elles sont gardées au moins 3 ans, sans fin automatique, et servent à chaque import et à chaque "
    "export de prospection."
)


class OppositionPage(QWidget):
    """Shows nothing before its first `refresh`."""

    tables = frozenset({"oppositions", "contacts"})

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.dialog: Any = None  # the last one opened
        self._lay_out()

    # What the window calls

    def arrive(self, review: bool = False) -> None:
        """`review`: the person came to read the list again."""
        if review:
            self.review_button.setFocus()

    def refresh(self) -> None:
        """Read everything again."""
        self._services.jobs.read(
            "oppositions", lambda desk, _ticket: keep_oppositions.survey(desk), self._show, owner=self
        )
        self.ask.ask_again()

    def focus_search(self) -> None:
        """Ctrl+F: the question."""
        self.ask.field.setFocus()

    # Acts

    def ask_add(self, value: str = "") -> None:
        """Note one refusal."""
        self._open(AddDialog(self._services, value))

    def ask_withdraw(self, value: str, shown: str) -> None:
        """Take one back."""
        self._open(WithdrawDialog(self._services, value, shown))

    def ask_list(self) -> None:
        """Which file of unsubscribed people."""
        path = file_dialogs.ask_open(self._services.window, "Importer des désinscrits", _LISTS)
        if path is not None:
            self.read_list(path)

    def read_list(self, path: Path) -> None:
        """Read it, then show what it would do."""

        def show(plan: OpposePlan) -> None:
            self._open(OpposeListDialog(self._services, plan))

        self._services.jobs.read(
            "oppositions:list",
            lambda desk, ticket: oppose_list.read(desk, path, ticket),
            show,
            label="Lecture des désinscrits",
            owner=self,
        )

    def ask_check(self) -> None:
        """Which sending list."""
        path = file_dialogs.ask_open(self._services.window, "Vérifier un fichier d’envoi", _LISTS)
        if path is not None:
            self.check(path)

    def check(self, path: Path) -> None:
        """Look for the opposed in it, then show them."""

        def show(checked: SendingCheck) -> None:
            self._open(SendingDialog(self._services, checked))

        self._services.jobs.read(
            "oppositions:check",
            lambda desk, ticket: check_sending.check(desk, path, ticket),
            show,
            label="Vérification du fichier",
            owner=self,
        )

    def note_review(self) -> None:
        """The list was read again today."""
        self._services.jobs.write(
            "Relecture notée",
            lambda desk, _ticket: keep_oppositions.note_review(desk),
            lambda many: messages.toast(f"Relecture de {french.counted(many, 'opposition')} notée à ce jour."),
            owner=self,
        )

    # Inside

    def _open(self, dialog: Any) -> None:
        self.dialog = dialog
        dialog.open()

    def _show(self, survey: Survey) -> None:
        self._views.setCurrentIndex(1 if survey.count() else 0)
        self.header.set_subtitle(source_words.subtitle(survey))
        self.review.setVisible(bool(survey.to_review))
        if survey.to_review:
            self.review.show_words("soon", *source_words.review_words(survey.to_review))
        self.sources.clear()
        for number, sentence, hint in source_words.rows(survey.sources):
            self.sources.add_row(NumberRow(number, "opposed", sentence, hint))

    def _lay_out(self) -> None:
        self.add_button = button("Noter une opposition…", self.ask_add, "primary")
        self.list_button = button("Importer des désinscrits…", self.ask_list)
        self.check_button = button("Vérifier un fichier d’envoi…", self.ask_check)
        self.header = PageHeader("Oppositions", "", self.add_button)
        self.review_button = button("C’est relu", self.note_review)
        self.review = Banner("soon", " ", "", self.review_button)
        self.review.hide()
        self.ask = AskCard(self._services.jobs)
        self.ask.withdraw_asked.connect(self.ask_withdraw)
        self.ask.add_asked.connect(self.ask_add)
        files = Card("Vos fichiers")
        files.body.addWidget(label(_FILES, "muted", wraps=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for each in (self.list_button, self.check_button):
            buttons.addWidget(each)
        buttons.addStretch()
        files.body.addLayout(buttons)
        self.sources = NumberCard()
        self.sources.setAccessibleName("D’où viennent les oppositions")
        empty = EmptyState(
            *_EMPTY,
            button("Noter une opposition…", self.ask_add, "primary"),
            button("Importer des désinscrits…", self.ask_list),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.header)
        views = QWidget()
        self._views = QStackedLayout(views)
        self._views.setContentsMargins(0, 0, 0, 0)
        title = label("D’où viennent les oppositions", "section")
        for view in (empty, self._whole((self.review, self.ask, title, self.sources, files))):
            self._views.addWidget(view)
        column.addWidget(views, 1)

    @staticmethod
    def _whole(parts: Sequence[QWidget]) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in parts:
            column.addWidget(part)
        column.addWidget(label(_ABOUT, "hint", wraps=True))
        column.addStretch()
        return made
