"""The processor chosen: what is to be mended, what is known of it, its contract, what the catalogue says, the sheets that use it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.retention import Confidence
from rgpd_desktop.services import keep_processors
from rgpd_desktop.services.keep_processors import ProcessorSheet
from rgpd_desktop.ui.processors.contract_card import ContractCard
from rgpd_desktop.ui.processors.processor_form import ProcessorForm
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import button, label

_SURE = {
    Confidence.CONFIRMED: ("confirmé", "ok"),
    Confidence.SECOND_HAND: ("cité par d’autres", "archived"),
    Confidence.UNCONFIRMED: ("à vérifier", "soon"),
}


def pill_of(sheet: ProcessorSheet) -> tuple[str, str]:
    """The word of a processor's state and its tone: what the law asks first."""
    if any(not alert.is_gentle for alert in sheet.alerts):
        return ("contrat à signer", "soon") if _lacks_contract(sheet.processor) else ("à vérifier", "soon")
    if sheet.processor.needs_contract:
        return "contrat signé", "ok"
    return "sans contrat", "archived"


class ProcessorView(Card):
    """`edited` gives the Processor as typed; the others ask for an act on the one shown."""

    edited = Signal(object)
    remove_asked = Signal()
    sheet_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=0)
        self.setAccessibleName("Sous-traitant choisi")
        self.sheet: ProcessorSheet | None = None
        self._name = label("", "heading", wraps=True)
        self._family = label("", "hint", wraps=True)
        self.remove = button("Retirer…", self.remove_asked.emit)
        self._alerts = QVBoxLayout()
        self._alerts.setSpacing(8)
        self.form = ProcessorForm(keep_processors.transfers())
        self.contract = ContractCard(theme)
        self.form.edited.connect(self._on_edited)
        self.contract.edited.connect(self._on_edited)
        self._said = Card("Ce qu’en dit le catalogue")
        self._sure = Pill("", "plain")
        self._origin = label("", "hint", wraps=True)
        self._check = label("", wraps=True)
        self._used = QVBoxLayout()
        self._used.setSpacing(4)
        self._lay_out()

    def show_sheet(self, sheet: ProcessorSheet) -> None:
        """Show it; what is typed stays when it is the same one and nothing else changed it."""
        is_other = self.sheet is None or self.sheet.processor.id != sheet.processor.id
        self.sheet = sheet
        processor = sheet.processor
        self._name.setText(french.one_way(processor.name))
        self._family.setText(sheet.tool.family if sheet.tool is not None else "Ajouté par vous")
        if is_other or self.read() != processor:
            self.form.show_processor(processor)
        else:
            self.form._shown = processor
        self.contract.show_contract(processor, None if sheet.has_document else False if processor.document else None)
        self._show_alerts(sheet)
        self._show_catalogue(sheet)
        self._show_uses(sheet)
        if is_other:
            self.form.show_problems(())
            self._scroll.verticalScrollBar().setValue(0)

    def show_intact(self, id: str, is_intact: bool) -> None:
        """The copy of the contract was compared with its digest."""
        if self.sheet is not None and self.sheet.processor.id == id and self.sheet.processor.document:
            self.contract.show_contract(self.sheet.processor, is_intact)

    def read(self) -> Processor:
        """The processor as typed."""
        return self.contract.read(self.form.read())

    def _on_edited(self) -> None:
        typed = self.read()
        problems = keep_processors.problems_in(typed)
        self.form.show_problems(problems)
        if not problems:
            self.edited.emit(typed)

    def _show_alerts(self, sheet: ProcessorSheet) -> None:
        _empty(self._alerts)
        for alert in sheet.alerts:
            self._alerts.addWidget(Banner("accent" if alert.is_gentle else "soon", alert.sentence, alert.remedy))

    def _show_catalogue(self, sheet: ProcessorSheet) -> None:
        tool = sheet.tool
        self._said.setVisible(tool is not None)
        if tool is None:
            return
        self._sure.show_state(*_SURE[Confidence(tool.confidence)])
        self._origin.setText(keep_processors.origin_words(tool))
        warning = f"\n{tool.personal_account}" if tool.personal_account else ""
        self._check.setText(french.spaced(f"À vérifier : {tool.check[:1].lower()}{tool.check[1:]}{warning}"))

    def _show_uses(self, sheet: ProcessorSheet) -> None:
        _empty(self._used)
        for id, name in sheet.used_by:
            link = button(f"Fiche {french.quoted(name)}", lambda id=id: self.sheet_asked.emit(id), "link")
            self._used.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if not sheet.used_by:
            words = "Aucune fiche ne l’utilise encore : ajoutez-le aux destinataires de la fiche où il vous sert."
            self._used.addWidget(label(words, "muted", wraps=True))

    def _lay_out(self) -> None:
        told = QWidget()
        told.setProperty("role", "ground")
        column = QVBoxLayout(told)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        top = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._name)
        names.addWidget(self._family)
        top.addLayout(names, 1)
        top.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        sure = QHBoxLayout()
        sure.setSpacing(8)
        sure.addWidget(self._sure, 0, Qt.AlignmentFlag.AlignTop)
        sure.addWidget(self._origin, 1)
        self._said.body.addLayout(sure)
        self._said.body.addWidget(self._check)
        used = Card("Utilisé par")
        used.body.addLayout(self._used)
        column.addLayout(top)
        column.addLayout(self._alerts)
        column.addWidget(self.form)
        for card in (self.contract, self._said, used):
            column.addWidget(card)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(told)
        self.body.addWidget(self._scroll)


def _lacks_contract(processor: Processor) -> bool:
    return processor.needs_contract and not processor.is_signed


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
