"""Third step of a sheet: the people, the categories of data, where they come from; sensitive data, NIR and offences apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules import contact_data
from rgpd_desktop.rules.activity import Activity, DataCategory, Keeping
from rgpd_desktop.rules.register_lists import Regime
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.register.ask_card import AskCard
from rgpd_desktop.ui.register.data_boxes import DataBoxes
from rgpd_desktop.ui.register.growing_text import GrowingText
from rgpd_desktop.ui.register.people_chips import PeopleChips
from rgpd_desktop.ui.register.sheet_step import SheetStep, sentence_of
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.form_field import FormField

_SENSITIVE_HINT: Final = (
    "Santé, opinions, religion, biométrie… : leur traitement est en principe interdit "
    "sans exception prévue à l’article 9."
)


class PeopleStep(SheetStep):
    """Sensitive data unticked by « Non » are remembered while the step is shown."""

    def build(self) -> None:
        """The cards of the design, in its order."""
        lists = self.sheet.lists
        self._kinds: tuple[str, ...] = ()
        self.people_card = AskCard("Personnes concernées")
        self.people = PeopleChips(lists.people)
        self.people_card.add(self.people)
        self.data_card = AskCard("Catégories de données")
        self.data = DataBoxes(self.theme, lists.of_regime(Regime.ORDINARY), self._new)
        self.data_card.add(self.data)
        apart = AskCard(
            "Régimes à part",
            "Le numéro de sécurité sociale et les infractions ne s’utilisent que si un texte le permet.",
        )
        regimes = (*lists.of_regime(Regime.NIR), *lists.of_regime(Regime.OFFENCES))
        self.apart = DataBoxes(self.theme, regimes, DataCategory)
        apart.add(self.apart)
        cards = (self.people_card, self.data_card, self._source_card(), self._sensitive_card(), apart)
        for card in cards:
            self.column.addWidget(card)
        for part in (self.people, self.data, self.sensitive, self.apart):
            part.edited.connect(self.tell_edited)

    def show_answers(self, activity: Activity) -> None:
        """Fill the cards."""
        self._kinds = activity.kinds
        self.people.show_people(activity.people)
        self.data.show_data(activity.data)
        self.apart.show_data([each for each in (activity.uses_nir, activity.uses_offences) if each is not None])
        self.sensitive.show_data(activity.sensitive)
        self.sensitive_yes.setChecked(bool(activity.sensitive))
        self.sensitive_no.setChecked(not activity.sensitive)
        self.condition.choose(activity.sensitive_condition)
        for radio, value in ((self.direct, True), (self.indirect, False)):
            radio.setChecked(False)
            radio.group().setExclusive(False)
            radio.setChecked(activity.is_direct is value)
            radio.group().setExclusive(True)
        self.source.show_text(activity.source)
        self._show_sensitive()

    def read(self, activity: Activity) -> Activity:
        """What the cards say."""
        is_sensitive = self.sensitive_yes.isChecked()
        sensitive = self.sensitive.read() if is_sensitive else ()
        apart = {each.category: each for each in self.apart.read()}
        regimes = {each.id: each.regime for each in self.sheet.lists.data}
        is_direct = True if self.direct.isChecked() else False if self.indirect.isChecked() else None
        return replace(
            activity,
            people=self.people.read(),
            data=self.data.read(),
            sensitive=sensitive,
            sensitive_condition=self.condition.value if is_sensitive else "",
            uses_nir=next((each for id, each in apart.items() if regimes.get(id) is Regime.NIR), None),
            uses_offences=next((each for id, each in apart.items() if regimes.get(id) is Regime.OFFENCES), None),
            is_direct=is_direct,
            source=self.source.text,
        )

    def show_gaps(self, gaps: Sequence[Problem]) -> None:
        """Under each card, and under the exception of article 9."""
        self.people_card.set_problem(sentence_of(gaps, "people"))
        self.data_card.set_problem(sentence_of(gaps, "data"))
        self.source_card.set_problem(sentence_of(gaps, "source"))
        sentence = sentence_of(gaps, "sensitive_condition")
        if sentence != self.condition_field.problem:
            self.condition_field.set_problem(sentence)

    def first_field(self) -> QWidget | None:
        """The first chip."""
        return next(iter(self.people.chips.values()), self.people.more) if self.is_built else None

    def _source_card(self) -> AskCard:
        self.source_card = AskCard("D’où viennent ces données ?")
        self.direct = QRadioButton("Des personnes elles-mêmes")
        self.indirect = QRadioButton("D’un tiers, au moins en partie")
        self.source = GrowingText(
            "D’où viennent ces données, en clair", "Par exemple : formulaire du site, annuaire, carte de visite"
        )
        self._radios(self.source_card, self.direct, self.indirect)
        self.source_card.add(FormField("En clair", self.source, is_optional=True))
        self.source.setAccessibleName("D’où viennent ces données, en clair")
        self.source.edited.connect(self.tell_edited)
        return self.source_card

    def _sensitive_card(self) -> AskCard:
        card = AskCard("Données sensibles", _SENSITIVE_HINT)
        self.sensitive_no, self.sensitive_yes = QRadioButton("Non"), QRadioButton("Oui, lesquelles…")
        self._radios(card, self.sensitive_no, self.sensitive_yes)
        self.sensitive_yes.toggled.connect(self._show_sensitive)
        lists = self.sheet.lists
        self.sensitive = DataBoxes(self.theme, lists.of_regime(Regime.SENSITIVE), DataCategory)
        pairs = [("", "Choisir…"), *((each.id, f"{each.label} ({each.article})") for each in lists.conditions)]
        self.condition = CalmCombo(pairs)
        self.condition_field = FormField("Exception de l’article 9 qui le permet", self.condition)
        self.condition.currentIndexChanged.connect(self._on_condition)
        card.add(self.sensitive)
        card.add(self.condition_field)
        return card

    def _radios(self, card: AskCard, *radios: QRadioButton) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=16)
        group = QButtonGroup(holder)
        for radio in radios:
            group.addButton(radio)
            flow.addWidget(radio)
            radio.setAccessibleDescription(card.accessibleName())
            radio.toggled.connect(self.tell_edited)
        card.add(holder)

    def _on_condition(self) -> None:
        chosen = next((each for each in self.sheet.lists.conditions if each.id == self.condition.value), None)
        self.condition_field.set_hint(chosen.explanation if chosen else "")
        self.tell_edited()

    def _show_sensitive(self) -> None:
        is_sensitive = self.sensitive_yes.isChecked()
        self.sensitive.setVisible(is_sensitive)
        self.condition_field.setVisible(is_sensitive)

    def _new(self, category: str) -> DataCategory:
        """A category ticked by hand: what contacts hold of it, and their rule when only one kind of them is concerned."""
        held = contact_data.column_words(contact_data.columns_of(category))
        shown = self.sheet.evidence.of(self._kinds).fields
        details = ", ".join(word for word in held if word in shown)
        rule = self.sheet.rules.get(self._kinds[0]) if len(self._kinds) == 1 else None
        if rule is None or category not in contact_data.HELD_BY_CONTACTS:
            return DataCategory(category, details)
        return DataCategory(category, details, Keeping(period=rule.keep, then=rule.then.value, kind=rule.kind))
