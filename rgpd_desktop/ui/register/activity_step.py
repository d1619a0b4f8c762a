"""First step of a sheet: its name, whose processing it is, with which software, about which contacts, with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QRadioButton, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules.activity import Activity, Role
from rgpd_desktop.rules.business import NOBODY
from rgpd_desktop.ui.register.ask_card import AskCard
from rgpd_desktop.ui.register.party_fields import PartyFields
from rgpd_desktop.ui.register.rows import Rows
from rgpd_desktop.ui.register.sheet_step import SheetStep, sentence_of
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.form_field import FormField

_ROLES = {
    Role.CONTROLLER: "Pour mon activité : j’en décide",
    Role.PROCESSOR: "Pour un client : je suis son sous-traitant",
}


class ActivityStep(SheetStep):
    """`name.textEdited` also renames the rail."""

    def build(self) -> None:
        """The cards, from the name down."""
        self.name = QLineEdit()
        self.name_field = FormField(
            "Nom de l’activité", self.name, hint="Par exemple : Prospection, Gestion des clients."
        )
        self.software = QLineEdit()
        what = AskCard("L’activité")
        what.add(self.name_field)
        what.add(FormField("Logiciels ou applications utilisés", self.software, is_optional=True))
        self.column.addWidget(what)
        self.column.addWidget(self._role_card())
        self.column.addWidget(self._kinds_card())
        self.joint = Rows(self._party, "+ Ajouter un responsable conjoint")
        self.joint.edited.connect(self.tell_edited)
        joint = AskCard(
            "Responsables conjoints", "Ceux qui décident avec vous pourquoi et comment ces données servent."
        )
        joint.add(self.joint)
        self.column.addWidget(joint)
        for line in (self.name, self.software):
            line.textEdited.connect(self.tell_edited)

    def show_answers(self, activity: Activity) -> None:
        """Fill the fields; the client is asked of a processor only."""
        self.name.setText(activity.name)
        self.software.setText(activity.software)
        self.roles[activity.role].setChecked(True)
        self.client.show_party(activity.client)
        self.client.setVisible(activity.role is Role.PROCESSOR)
        for id, box in self.kinds.items():
            box.setChecked(id in activity.kinds)
        self.joint.clear()
        for party in activity.joint_controllers:
            self.joint.add().show_party(party)

    def read(self, activity: Activity) -> Activity:
        """What the fields say. A client typed, then a role changed back, is kept."""
        kinds = [id for id, box in self.kinds.items() if box.isChecked()]
        unknown = [id for id in activity.kinds if id not in self.kinds]
        return replace(
            activity,
            name=self.name.text().strip(),
            software=self.software.text().strip(),
            role=self.role,
            client=self.client.read(),
            kinds=activity.kinds if set(kinds + unknown) == set(activity.kinds) else (*kinds, *unknown),
            joint_controllers=tuple(party for row in self.joint.rows if (party := row.read()) != NOBODY),
        )

    @property
    def role(self) -> Role:
        """The role chosen."""
        return next(role for role, radio in self.roles.items() if radio.isChecked())

    def show_gaps(self, gaps: Sequence[Problem]) -> None:
        """Under the name, and under the client."""
        sentence = sentence_of(gaps, "name")
        if sentence != self.name_field.problem:
            self.name_field.set_problem(sentence)
        self.client.set_problem(sentence_of(gaps, "client"))

    def first_field(self) -> QWidget | None:
        """The name."""
        return self.name if self.is_built else None

    def _role_card(self) -> AskCard:
        card = AskCard("Pour qui la faites-vous ?")
        group = QButtonGroup(self)
        self.roles = {role: QRadioButton(french.spaced(words)) for role, words in _ROLES.items()}
        for radio in self.roles.values():
            group.addButton(radio)
            card.add(radio)
            radio.toggled.connect(self._on_role)
        self.client = PartyFields("client")
        self.client.edited.connect(self.tell_edited)
        card.add(self.client)
        return card

    def _kinds_card(self) -> AskCard:
        card = AskCard(
            "Quels contacts concerne-t-elle ?",
            "Les contacts de ce programme que couvre cette fiche ; aucun si elle porte sur d’autres personnes.",
        )
        holder = QWidget()
        flow = FlowLayout(holder, spacing=12)
        self.kinds: dict[str, QCheckBox] = {}
        for kind in self.sheet.kinds:
            count = self.sheet.evidence.by_kind.get(kind.id, 0)
            box = QCheckBox(f"{kind.plural} ({french.number(count)})" if count else kind.plural)
            box.setToolTip(kind.description)
            box.toggled.connect(self.tell_edited)
            self.kinds[kind.id] = box
            flow.addWidget(box)
        card.add(holder)
        return card

    def _party(self) -> PartyFields:
        made = PartyFields("responsable conjoint")
        made.edited.connect(self.tell_edited)
        return made

    def _on_role(self) -> None:
        self.client.setVisible(self.roles[Role.PROCESSOR].isChecked())
        self.tell_edited()
