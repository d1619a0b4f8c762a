"""The card of the backups: the last one and its state, the list, where they go, and coming back to one. Its services are keep_backups' and
restore_backup's."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from rgpd_desktop.basics import french
from rgpd_desktop.services import keep_backups, restore_backup
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.keep_backups import Kept, Overview
from rgpd_desktop.ui import file_dialogs, messages
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.settings.restore_flow import RestoreFlow
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.text import button, label
from rgpd_desktop.ui.widgets.two_line_list import ListRow, TwoLineList

_ROWS: Final = 4  # shown at once
_ROW: Final = 56
_FILTER: Final = "Sauvegardes RGPD Desktop (*.rgpd);;Tous les fichiers (*)"
_RHYTHM: Final = (
    "Automatiques : une par jour où quelque chose a changé, relue en entier après l’écriture. "
    "Les 7 derniers jours et les 4 dernières semaines sont gardés."
)


class BackupCard(Card):
    """Shows nothing of the backups until its first `refresh`."""

    def __init__(self, services: Services) -> None:
        super().__init__("Sauvegardes")
        self._services = services
        self._known: Overview | None = None
        self._flow = RestoreFlow(services, self)
        self.last = label("", "strong", wraps=True)
        self.body.addWidget(self.last)
        self.body.addWidget(label(_RHYTHM, "muted", wraps=True))
        self.absent = Banner("soon", "")
        self.absent.hide()
        self.body.addWidget(self.absent)
        self.kept = TwoLineList(services.theme, "Sauvegardes")
        self.kept.setFixedHeight(services.theme.px(_ROW * _ROWS))
        self.kept.chosen.connect(lambda _id: self._show_acts())
        self.kept.opened.connect(lambda _id: self._on_restore())
        self.body.addWidget(self.kept)
        self.body.addLayout(self._acts())
        self.body.addLayout(self._folder_row())
        self.rewriting = QCheckBox(
            french.spaced("Quand vous effacez des personnes, refaire aussi les sauvegardes sans elles")
        )
        self.rewriting.clicked.connect(self._on_rewriting)
        self.body.addWidget(self.rewriting)
        hint = "Décoché : les sauvegardes qui les contiennent sont supprimées. Dans les deux cas, personne n’y reste."
        self.body.addWidget(label(hint, "hint", wraps=True))

    def refresh(self) -> None:
        """Read the folders again."""
        self._services.jobs.read("backups", lambda desk, _ticket: _read(desk), self._show, owner=self)

    def _acts(self) -> QHBoxLayout:
        self.now = button("Sauvegarder maintenant", self._on_now, "primary")
        self.restore = button("Restaurer…", self._on_restore)
        self.delete = button("Supprimer…", self._on_delete, "warning")
        self.other = button("Restaurer un fichier…", self._on_other)
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in (self.now, self.restore, self.delete):
            row.addWidget(made)
        row.addStretch()
        row.addWidget(self.other)
        return row

    def _folder_row(self) -> QHBoxLayout:
        self.folder = label("", wraps=True)
        self.folder.setAccessibleName("Dossier des sauvegardes")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(button("Choisir le dossier…", self._on_folder))
        return row

    def _show(self, found: tuple[Overview, str]) -> None:
        self._known, words = found
        overview = self._known
        self.last.setText(words)
        where = "à côté de vos données" if overview.is_default else ""
        self.folder.setText(french.spaced(f"Dossier : {where or overview.folder}"))
        self.folder.setToolTip("" if overview.is_default else str(overview.folder))
        self.absent.setVisible(overview.is_absent)
        if overview.is_absent:
            self.absent.show_words(
                "soon",
                "Le dossier choisi n’est pas là.",
                "Les sauvegardes se font à côté de vos données en attendant. À son retour, les personnes effacées en seront retirées.",
            )
        self.kept.show_rows([_row(each) for each in overview.kept])
        for shown in (self.kept, self.restore, self.delete):
            shown.setVisible(bool(overview.kept))
        self.rewriting.setChecked(overview.is_rewriting)
        self._show_acts()

    def _show_acts(self) -> None:
        chosen = self._chosen()
        self.restore.setEnabled(chosen is not None and chosen.is_readable)
        self.delete.setEnabled(chosen is not None)

    def _chosen(self) -> Kept | None:
        if self._known is None:
            return None
        return next((each for each in self._known.kept if str(each.path) == self.kept.current_id), None)

    def _on_now(self) -> None:
        self.now.setEnabled(False)
        self._services.jobs.write("Sauvegarde", keep_backups.back_up, self._on_made, self._on_failed, owner=self)

    def _on_made(self, made: Kept) -> None:
        self.now.setEnabled(True)
        messages.toast(f"Sauvegarde faite et vérifiée : {french.counted(made.contacts, 'contact')}.")

    def _on_failed(self, error: Exception) -> None:
        self.now.setEnabled(True)
        self._services.jobs.show_failure(error)

    def _on_restore(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.is_readable:
            self._flow.start(chosen.path)

    def _on_other(self) -> None:
        path = file_dialogs.ask_open(self._services.window, "Choisir une sauvegarde", _FILTER)
        if path is not None:
            self._flow.start(path)

    def _on_delete(self) -> None:
        chosen = self._chosen()
        if chosen is not None and messages.confirm(
            self._services.window,
            f"Supprimer la sauvegarde {_when(chosen)} ?",
            "Vos données ne changent pas. On ne pourra plus revenir à cette date.",
            "Supprimer la sauvegarde",
            danger=True,
        ):
            path = chosen.path
            self._services.jobs.write(
                "Suppression d’une sauvegarde", lambda desk, _ticket: keep_backups.remove(desk, path), owner=self
            )

    def _on_folder(self) -> None:
        if self._known is None:
            return
        folder = file_dialogs.ask_folder(self._services.window, "Dossier des sauvegardes", self._known.folder)
        if folder is not None:
            self._services.jobs.write(
                "Dossier des sauvegardes", lambda desk, _ticket: keep_backups.choose_folder(desk, folder), owner=self
            )

    def _on_rewriting(self, is_checked: bool) -> None:
        self._services.jobs.write(
            "Réglage des sauvegardes", lambda desk, _ticket: keep_backups.set_rewriting(desk, is_checked), owner=self
        )


def _read(desk: Desk) -> tuple[Overview, str]:
    return keep_backups.overview(desk), keep_backups.last_words(desk)


def _when(kept: Kept) -> str:
    if kept.made_at is None:
        return french.quoted(kept.path.name)
    return f"du {french.day(kept.made_at.date())} à {kept.made_at:%H:%M}"


def _row(kept: Kept) -> ListRow:
    size = french.spaced(f"{_megabytes(kept.size)} Mo")
    if kept.made_at is None:
        return ListRow(
            str(kept.path),
            kept.path.name,
            f"Ne s’ouvre pas avec votre phrase de passe, ou abîmée · {size}",
            "illisible",
            "danger",
        )
    counts = restore_backup.counts_words(kept.contacts, kept.sheets)
    pill, tone = ("chiffrée", "ok") if kept.is_encrypted else ("", "plain")
    return ListRow(str(kept.path), french.capitalised(_when(kept)[3:]), f"{counts} · {kept.why} · {size}", pill, tone)


def _megabytes(size: int) -> str:
    return (
        f"{max(0.1, size / 1_000_000):.1f}".replace(".", ",")
        if size < 10_000_000
        else french.number(round(size / 1_000_000))
    )
