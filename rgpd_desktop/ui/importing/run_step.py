"""Step 5: the import under way, then what it did, what was not read, and the way back. Shows; the wizard does."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.services.import_plan import ImportReport
from rgpd_desktop.services.undo_import import UndoReport
from rgpd_desktop.ui.home import undo_words
from rgpd_desktop.ui.importing.opposed_words import opposed_words
from rgpd_desktop.ui.importing.problems_table import ProblemsTable
from rgpd_desktop.ui.importing.progress_card import ProgressCard
from rgpd_desktop.ui.importing.step import Step
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.tokens import Tone
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.number_row import NumberCard, NumberRow
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button, label


class RunStep(Step):
    """Running, stopped, refused, done or undone."""

    stop_asked = Signal()
    report_asked = Signal()
    undo_asked = Signal()
    contacts_asked = Signal()
    due_asked = Signal()
    cells_asked = Signal(int)  # from which of the cells not read on; answered through `problems.cells`

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.report: ImportReport | None = None
        self.header = PageHeader("Import", " ")
        self.notice = Banner("ok", " ", " ")
        self.progress = ProgressCard("Arrêter l’import")
        self.card = NumberCard()
        self.contacts = button("Voir les contacts", self.contacts_asked.emit)
        self.due = button("Voir qui est à supprimer", self.due_asked.emit)
        self.save = button("Enregistrer le rapport des lignes rejetées…", self.report_asked.emit)
        self.undo = button("Annuler cet import…", self.undo_asked.emit, "warning")
        self._acts = QWidget()
        flow = FlowLayout(self._acts, spacing=8)
        for each in (self.contacts, self.due, self.save, self.undo):
            flow.addWidget(each)
        self._problems_card = Card("Ce qui n’a pas été lu")
        self._problems_hint = label(
            "Le texte de la cellule est gardé sur la fiche des personnes entrées dans vos contacts.",
            "hint",
            wraps=True,
        )
        self.problems = ProblemsTable(theme)
        self._problems_card.body.addWidget(self._problems_hint)
        self._problems_card.body.addWidget(self.problems)
        for part in (self.header, self.notice, self.progress, self.card, self._acts, self._problems_card):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.progress.stop.clicked.connect(self.stop_asked)
        self._show()

    @property
    def is_running(self) -> bool:
        """Whether the import is under way."""
        return not self.progress.isHidden()

    @property
    def is_over(self) -> bool:
        """Whether something was written: there is no way back through the steps."""
        return self.report is not None

    @property
    def next_words(self) -> str:
        """Home, once it is done."""
        return "Retour au tableau de bord" if self.is_over and not self.is_running else ""

    @property
    def hint(self) -> str:
        """What to expect of a stop, while it can be asked."""
        return "Tout entre d’un bloc ou pas du tout." if self.is_running else ""

    def first_field(self) -> QWidget | None:
        """The stop while it runs, the contacts afterwards."""
        return self.progress.stop if self.is_running else self.contacts if self.is_over else None

    def show_running(self) -> None:
        """The import begins."""
        self.report = None
        self._show_work("Import en cours", "Import de la liste…", "Arrêter l’import")

    def show_undoing(self) -> None:
        """The import is being undone."""
        self._show_work("Annulation en cours", "Annulation de l’import…", "Arrêter l’annulation")

    def show_stopped(self) -> None:
        """The person stopped the import."""
        self._show_notice(
            "Import arrêté",
            Tone.PLAIN,
            french.spaced("Import arrêté : rien n’a été enregistré."),
            "Vous pouvez revenir à la vérification, ou abandonner.",
        )

    def show_refusal(self, refusal: Refusal) -> None:
        """The import was declined."""
        self._show_notice("Import non effectué", Tone.DANGER, refusal.sentence, refusal.remedy)

    def show_report(self, report: ImportReport) -> None:
        """What the import did."""
        self._fill(report)
        if report.problems:
            self.problems.show_cells(
                len(report.problems), self.cells_asked.emit, has_sheets=bool(report.problems[0].sheet)
            )
        self._show_done(report)

    def _show_done(self, report: ImportReport) -> None:
        self.report = report
        self.header.set_title("Import terminé")
        is_same = not (report.new or report.merged)
        self.header.set_subtitle("Vos contacts n’ont pas changé." if is_same else "Vos contacts sont enregistrés.")
        self.undo.setEnabled(True)
        self.save.setEnabled(True)
        self._show(card=True, problems=bool(report.problems))

    def show_undo_stopped(self, report: ImportReport, sentence: str, remedy: str) -> None:
        """The undoing did not take place: the report again, with the reason. The list was let go: no more cells can be asked."""
        self.problems.stop_asking()
        self._show_done(report)
        self.notice.show_words("soon", sentence, remedy)
        self.notice.show()

    def show_undone(self, undone: UndoReport) -> None:
        """The import was undone: what went, what came back, what stays."""
        self.header.set_title("Import annulé")
        exception = ", sauf ce qui a été modifié depuis" if undone.kept else ""
        self.header.set_subtitle(f"Vos contacts sont comme avant{exception}.")
        self.notice.show_words("ok", "L’import a été annulé.", " ".join(undo_words.report_lines(undone)))
        self._show(notice=True)

    def _show_work(self, title: str, words: str, stop_words: str) -> None:
        self.header.set_title(title)
        self.header.set_subtitle(" ")
        self.progress.stop.setText(stop_words)
        self.progress.show_words(words)
        self._show(progress=True)

    def _show_notice(self, title: str, tone: Tone, sentence: str, remedy: str) -> None:
        self.report = None
        self.header.set_title(title)
        self.header.set_subtitle("Vos contacts n’ont pas changé.")
        self.notice.show_words("accent" if tone is Tone.PLAIN else tone, sentence, remedy)
        self._show(notice=True)

    def _show(
        self, *, notice: bool = False, progress: bool = False, card: bool = False, problems: bool = False
    ) -> None:
        self.notice.setVisible(notice)
        self.progress.setVisible(progress)
        self.card.setVisible(card)
        self._acts.setVisible(card)
        self._problems_card.setVisible(problems)
        self.changed.emit()

    def _fill(self, report: ImportReport) -> None:
        self.card.clear()
        for count, tone, words, hint in _report_lines(report):
            self.card.add_row(NumberRow(count, tone, words, french.spaced(hint)))
        self.save.setVisible(bool(report.refused))


def _report_lines(report: ImportReport) -> list[tuple[int, Tone, str, str]]:
    many = french.plural
    refused = len(report.refused)
    lines = [
        (report.new, Tone.OK, many(report.new, "contact ajouté", "contacts ajoutés"), ""),
        (
            report.merged,
            Tone.ACCENT,
            many(report.merged, "ligne fusionnée avec un contact", "lignes fusionnées avec un contact"),
            "",
        ),
        (
            report.expired,
            Tone.SOON,
            many(report.expired, "personne non importée", "personnes non importées"),
            many(
                report.expired,
                "Déjà au-delà de sa durée de conservation.",
                "Déjà au-delà de leur durée de conservation.",
            ),
        ),
        (
            report.opposed,
            Tone.OPPOSED,
            many(report.opposed, "opposé à la prospection", "opposés à la prospection"),
            opposed_words(report),
        ),
        (
            refused,
            Tone.DANGER,
            many(refused, "ligne rejetée", "lignes rejetées"),
            many(refused, "Elle ne désigne personne.", "Elles ne désignent personne.") + " Le rapport dit pourquoi, ligne par ligne.",
        ),
        (
            report.undated,
            Tone.SOON,
            many(report.undated, "contact à dater", "contacts à dater"),
            many(report.undated, "Son délai part d’aujourd’hui.", "Leur délai part d’aujourd’hui."),
        ),
        (
            report.probable,
            Tone.PLAIN,
            many(report.probable, "ligne ressemble à une autre personne", "lignes ressemblent à une autre personne"),
            "Doublons possibles, à comparer dans la page Contacts.",
        ),
    ]  # fmt: skip
    return [line for line in lines if line[0]] or lines[:1]
