"""Seventh step of a sheet: the security measures, by type of CNIL's template, taken from the security list when it says something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules.activity import Activity, MeasureLine
from rgpd_desktop.ui.register.ask_card import AskCard
from rgpd_desktop.ui.register.rows import LineRows
from rgpd_desktop.ui.register.sheet_step import SheetStep, sentence_of
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.text import button


class SecurityStep(SheetStep):
    """One card a type of measures. Nothing is claimed that was not answered or typed."""

    def build(self) -> None:
        """The offer of the security list, then the types."""
        self.take = button("Reprendre", self._on_take)
        self.take.setAccessibleName("Reprendre ce que dit votre liste de sécurité")
        self.offer = Banner("accent", "", "", self.take)
        self.column.addWidget(self.offer)
        self._unknown: tuple[MeasureLine, ...] = ()
        self._shown: tuple[MeasureLine, ...] = ()
        self.groups: dict[str, LineRows] = {}
        self.picks: dict[str, QPushButton] = {}
        self.cards: list[AskCard] = []
        for group in self.sheet.lists.measures:
            card = AskCard(group.label, group.explanation)
            lines = LineRows(group.label)
            lines.edited.connect(self.tell_edited)
            lines.edited.connect(self._show_offer)
            card.add(lines)
            card.add(self._picker(group.id, group.label))
            self.groups[group.id] = lines
            self.cards.append(card)
            self.column.addWidget(card)

    def _picker(self, group: str, label: str) -> QPushButton:
        """The measures of the security list of that type that the sheet does not have, one by one."""
        pick = button("Choisir dans la liste")
        pick.setAccessibleName(f"Choisir dans la liste de sécurité{french.HARD}: {label}")
        pick.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        menu = QMenu(pick)

        def fill() -> None:
            menu.clear()
            there = self.groups[group].values
            left = [said for each, said in self.sheet.statements if each == group and said not in there]
            for said in left:
                menu.addAction(said, lambda said=said: self.groups[group].append([said]))
            if not left:
                menu.addAction("Tout y est déjà").setEnabled(False)

        menu.aboutToShow.connect(fill)
        pick.setMenu(menu)
        pick.setVisible(any(each == group for each, _ in self.sheet.statements))
        self.picks[group] = pick
        return pick

    def show_answers(self, activity: Activity) -> None:
        """Each measure under its type."""
        self._shown = activity.measures
        self._unknown = tuple(each for each in activity.measures if each.group not in self.groups)
        for id, lines in self.groups.items():
            lines.show_values(each.details or self._label(id) for each in activity.measures if each.group == id)
        self._show_offer()

    def read(self, activity: Activity) -> Activity:
        """The measures typed, type after type."""
        found = [
            MeasureLine(id, "" if text == self._label(id) else text)
            for id, lines in self.groups.items()
            for text in lines.values
        ]
        found += self._unknown
        is_same = sorted(found, key=repr) == sorted(self._shown, key=repr)  # only the order differs: leave it
        return replace(activity, measures=self._shown if is_same else tuple(found))

    def show_gaps(self, gaps: Sequence[Problem]) -> None:
        """Over the first type."""
        self.cards[0].set_problem(sentence_of(gaps, "measures"))

    def first_field(self) -> QWidget | None:
        """What takes the list, when it says something; else the first type."""
        if not self.is_built:
            return None
        if self.take.isEnabled():
            return self.take
        lines = next(iter(self.groups.values()))
        return lines.rows[0] if lines.rows else lines.add_button

    def _label(self, group: str) -> str:
        """What a measure that only its type names is shown as."""
        return self.sheet.lists.words.groups.get(group, group)

    def _missing(self) -> list[tuple[str, str]]:
        return [
            (group, sentence)
            for group, sentence in self.sheet.claims
            if group in self.groups and sentence not in self.groups[group].values
        ]

    def _show_offer(self) -> None:
        missing = self._missing()
        self.take.setEnabled(bool(missing))
        self.take.setVisible(bool(self.sheet.claims))
        if missing:
            many = french.counted(len(missing), "mesure")
            self.offer.show_words(
                "accent", "Reprendre ce que dit votre liste de sécurité", f"{many} à ajouter à cette fiche."
            )
        elif self.sheet.claims:
            self.offer.show_words("ok", "Tout ce que dit votre liste de sécurité est dans cette fiche.")
        else:
            self.offer.show_words(
                "accent", "Votre liste de sécurité ne dit encore rien.",
                "Répondez-y une fois à la page « Sécurité » : vos fiches pourront la reprendre.",
            )  # fmt: skip

    def _on_take(self) -> None:
        for group, lines in self.groups.items():
            lines.append(sentence for each, sentence in self._missing() if each == group)
