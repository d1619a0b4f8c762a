"""Step 4: what the import would do, line by line, each opening its people. Shows a plan; the wizard makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.services.import_plan import Category, ImportPlan
from rgpd_desktop.ui.importing.opposed_words import opposed_words
from rgpd_desktop.ui.importing.progress_card import ProgressCard
from rgpd_desktop.ui.importing.step import Step
from rgpd_desktop.ui.tokens import Tone
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.number_row import NumberCard, NumberRow
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button

TITLE: Final = "Voici ce que l’import va faire"
SUBTITLE: Final = "Rien n’est encore enregistré. Cliquez sur une ligne pour voir les contacts concernés."
_REASONS: Final = 3


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the page: how many, in which tone, what, and why it matters."""

    category: Category | None  # None for the cells, which are nobody
    count: int
    tone: Tone
    sentence: str
    hint: str = ""


class CheckStep(Step):
    """Give it a plan by `show_plan`."""

    people_asked = Signal(object, str, int)  # Category, title, how many
    expired_asked = Signal()
    report_asked = Signal()
    problems_asked = Signal()
    retry_asked = Signal()
    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plan: ImportPlan | None = None
        self.header = PageHeader(TITLE, " ")
        self.refused = Banner("danger", " ", " ", button("Vérifier de nouveau", self.retry_asked.emit))
        self.progress = ProgressCard("Arrêter la vérification")
        self.card = NumberCard()
        self.rows: dict[str, NumberRow] = {}
        for part in (self.header, self.refused, self.progress, self.card):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.progress.stop.clicked.connect(self.stop_asked)
        self.show_working()

    @property
    def hint(self) -> str:
        """What makes the last click easy."""
        return "Un import s’annule en un clic tant qu’aucun de ses contacts n’a été modifié." if self.plan else ""

    @property
    def next_words(self) -> str:
        """The verb carries the number."""
        plan = self.plan
        if plan is None:
            return "Importer"
        if plan.new:
            return f"Importer {french.counted(plan.new, 'contact')}"
        if plan.merged:
            return f"Fusionner {french.counted(plan.merged, 'ligne')}"
        return "Rien à importer"

    @property
    def is_ready(self) -> bool:
        """Something would be written."""
        return self.plan is not None and bool(self.plan.new or self.plan.merged)

    def first_field(self) -> QWidget | None:
        """The first button of the first line."""
        return next((row.buttons[0] for row in self.rows.values() if row.buttons), None)

    def show_working(self) -> None:
        """The list is being judged."""
        self.plan = None
        self.header.set_subtitle("Rien n’est encore enregistré.")
        self.progress.show_words("Vérification de la liste…")
        self._show(progress=True)

    def show_refusal(self, refusal: Refusal) -> None:
        """The list could not be judged."""
        self.plan = None
        self.header.set_subtitle("Rien n’a été enregistré.")
        self.refused.show_words("danger", refusal.sentence, refusal.remedy)
        self._show(refused=True)

    def show_plan(self, plan: ImportPlan, kept: int) -> None:
        """What the import would do; `kept` are the lines past retention that the person chose to import."""
        self.plan = plan
        self.header.set_subtitle(SUBTITLE)
        self.card.clear()
        self.rows.clear()
        for shown in plan_lines(plan, kept):
            row = self._row(shown)
            self.rows[shown.category.value if shown.category is not None else "problems"] = row
            self.card.add_row(row)
        self._show(card=True)

    def _show(self, *, progress: bool = False, refused: bool = False, card: bool = False) -> None:
        self.progress.setVisible(progress)
        self.refused.setVisible(refused)
        self.card.setVisible(card)
        self.changed.emit()

    def _row(self, shown: PlanLine) -> NumberRow:
        category = shown.category
        if category is None:
            buttons = [button("Voir", self.problems_asked.emit)]
        elif category is Category.EXPIRED:
            buttons = [button("Choisir…", self.expired_asked.emit)]
        else:
            title = f"{french.number(shown.count)} {shown.sentence}"
            buttons = [button("Voir", lambda: self.people_asked.emit(category, title, shown.count))]
            if category is Category.REFUSED:
                buttons.append(button("Rapport…", self.report_asked.emit))
        if not shown.count and category is not Category.EXPIRED:
            buttons = []
        return NumberRow(shown.count, shown.tone, shown.sentence, shown.hint, *buttons)


def plan_lines(plan: ImportPlan, kept: int = 0) -> list[PlanLine]:
    """The lines to show, in order; those that count nothing are left out, except the first."""
    many = french.plural
    lines = [
        PlanLine(Category.NEW, plan.new, Tone.OK, many(plan.new, "nouveau contact", "nouveaux contacts"), _kept(plan.new_expired)),
        PlanLine(
            Category.MERGED,
            plan.merged,
            Tone.ACCENT,
            f"{many(plan.merged, 'fusionné')} avec un contact existant ou une autre ligne",
            _merged(plan),
        ),
        PlanLine(
            Category.EXPIRED,
            plan.expired,
            Tone.SOON,
            "déjà au-delà de leur durée de conservation" if plan.expired != 1 else "déjà au-delà de sa durée de conservation",
            many(
                plan.expired,
                "Il serait à supprimer aussitôt. Par défaut il n’est pas importé.",
                "Ils seraient à supprimer aussitôt. Par défaut ils ne sont pas importés.",
            ),
        ),
        PlanLine(
            Category.OPPOSED,
            plan.opposed,
            Tone.OPPOSED,
            many(plan.opposed, "opposé à la prospection", "opposés à la prospection"),
            opposed_words(plan),
        ),
        PlanLine(
            Category.REFUSED,
            plan.refused,
            Tone.DANGER,
            many(plan.refused, "ligne rejetée", "lignes rejetées"),
            f"{_told(plan.reasons)} Le rapport Excel dit pourquoi, ligne par ligne.",
        ),
        PlanLine(
            Category.UNDATED,
            plan.undated,
            Tone.SOON,
            "sans aucune date",
            many(
                plan.undated,
                "Ni contact, ni collecte : il sera à dater, son délai part du jour de l’import.",
                "Ni contact, ni collecte : ils seront à dater, leur délai part du jour de l’import.",
            ),
        ),
        PlanLine(
            Category.PROBABLE,
            plan.probable,
            Tone.PLAIN,
            many(plan.probable, "ligne ressemble à une autre personne", "lignes ressemblent à une autre personne"),
            "Doublons possibles, proposés après l’import, jamais fusionnés sans vous.",
        ),
        PlanLine(
            None,
            plan.problems,
            Tone.PLAIN,
            many(plan.problems, "cellule non lue ou douteuse", "cellules non lues ou douteuses"),
            f"{_told(plan.cell_reasons)} Leur texte est gardé sur la fiche des personnes qui entrent.",
        ),
    ]  # fmt: skip
    shown = [line for line in lines if line.count or line.category is Category.NEW]
    if kept and not plan.expired:  # the choice can still be changed
        shown.insert(1, next(line for line in lines if line.category is Category.EXPIRED))
    return [PlanLine(each.category, each.count, each.tone, each.sentence, french.spaced(each.hint)) for each in shown]


def _kept(kept: int) -> str:
    if not kept:
        return ""
    words = french.plural(kept, "au-delà de sa durée de conservation", "au-delà de leur durée de conservation")
    return f"Dont {french.number(kept)} {words}, à votre demande."


def _merged(plan: ImportPlan) -> str:
    sentence = "C’est certainement la même personne ; les champs vides sont complétés, rien n’est écrasé."
    if not plan.other_kind:
        return sentence
    keep = french.plural(plan.other_kind, "garde son type de contact", "gardent leur type de contact")
    return f"{sentence} {french.counted(plan.other_kind, 'personne')} {keep}, que la liste dit autre."


def _told(reasons: Mapping[str, int]) -> str:
    """`Date illisible (14), numéro illisible (9)…`, the most frequent first."""
    ranked = sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    told = ", ".join(f"{reason} ({french.number(count)})" for reason, count in ranked[:_REASONS])
    more = "…" if len(ranked) > _REASONS else "."
    return french.capitalised(told) + more if told else ""
