"""The fields of the contact form, each built, shown and read from one declaration. Called by contact_form only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from rgpd_desktop.rules import phones
from rgpd_desktop.rules.contact import Audience, Contact
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.form_field import FormField

_BETWEEN: Final = re.compile(r"[,;\n]+")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a contact on screen: how it is shown and what it gives back. `problem` is what is wrong as typed."""

    name: str
    row: FormField
    show: Callable[[Contact], None]
    value: Callable[[], Any]
    problem: Callable[[], str]


def _no_problem() -> str:
    return ""


def text(name: str, title: str, hint: str = "") -> Field:
    """One line."""
    line = QLineEdit()
    line.setMaxLength(500)
    return Field(
        name,
        FormField(title, line, hint=hint),
        lambda contact: line.setText(getattr(contact, name)),
        line.text,
        _no_problem,
    )


def several(name: str, title: str, hint: str, written: Callable[[str], str] = str) -> Field:
    """Several values on one line, with commas between."""
    line = QLineEdit()

    def show(contact: Contact) -> None:
        line.setText(", ".join(written(value) for value in getattr(contact, name)))

    def value() -> tuple[str, ...]:
        return tuple(filter(None, map(str.strip, _BETWEEN.split(line.text()))))

    return Field(name, FormField(title, line, hint=hint), show, value, _no_problem)


def day(name: str, title: str, theme: Theme, hint: str = "") -> Field:
    """A day, or none."""
    edit = DayEdit(theme)
    return Field(
        name,
        FormField(title, edit, hint=hint),
        lambda contact: edit.set_day(getattr(contact, name)),
        edit.day,
        edit.problem,
    )


def choice(name: str, title: str, options: Sequence[tuple[object, str]], hint: str = "") -> Field:
    """One of a few; the value is kept apart from its words."""
    box = QComboBox()
    values = [value for value, _ in options]
    box.addItems([words for _, words in options])

    def show(contact: Contact) -> None:
        kept = getattr(contact, name)
        if kept not in values:  # a list may hold what this form does not offer ("Dr"): never lost by opening it
            values.append(kept)
            box.addItem(str(kept))
        box.setCurrentIndex(values.index(kept))

    return Field(name, FormField(title, box, hint=hint), show, lambda: values[box.currentIndex()], _no_problem)


def paragraph(name: str, title: str, hint: str = "") -> Field:
    """Several lines."""
    edit = QPlainTextEdit()
    edit.setTabChangesFocus(True)
    edit.setMinimumHeight(80)
    return Field(
        name,
        FormField(title, edit, hint=hint),
        lambda contact: edit.setPlainText(getattr(contact, name)),
        edit.toPlainText,
        _no_problem,
    )


def all_fields(kinds: Sequence[PersonKind], theme: Theme) -> list[tuple[str, list[Field]]]:
    """The form, by section; fields stand two by two."""
    return [
        (
            "Qui",
            [
                text("first_name", "Prénom"),
                text("last_name", "Nom"),
                choice("civility", "Civilité", [("", "—"), ("Mme", "Mme"), ("M.", "M.")]),
                text("company", "Société"),
                text("job_title", "Fonction"),
                text("siren", "SIREN / SIRET"),
            ],
        ),
        (
            "Comment joindre cette personne",
            [
                several("emails", "E-mail", "Plusieurs adresses : séparez-les par des virgules."),
                several("phones", "Téléphone", "Plusieurs numéros : séparez-les par des virgules.", phones.national),
                text("street", "Adresse"),
                text("postal_code", "Code postal"),
                text("city", "Ville"),
                text("country", "Pays"),
                text("website", "Site web"),
            ],
        ),
        (
            "Ce qui fixe la durée de conservation",
            [
                choice("kind", "Type de contact", [(kind.id, kind.label) for kind in kinds]),
                choice(
                    "audience",
                    "Professionnel ou particulier",
                    [
                        (Audience.UNKNOWN, "non précisé"),
                        (Audience.PROFESSIONAL, "professionnel"),
                        (Audience.INDIVIDUAL, "particulier"),
                    ],
                ),
                day(
                    "last_contact_on",
                    "Dernier contact reçu",
                    theme,
                    "Venu de la personne : vos relances ne comptent pas.",
                ),
                day("collected_on", "Date de collecte", theme, "Le jour où vous avez obtenu ces informations."),
                day("relation_ended_on", "Fin de la relation", theme, "Vide tant que la relation dure."),
                text("source", "Origine", "Salon, recommandation, formulaire du site…"),
            ],
        ),
        (
            "Et aussi",
            [
                choice("newsletter", "Abonné à la lettre", [(None, "non précisé"), (True, "oui"), (False, "non")]),
                paragraph("notes", "Notes", "Rien sur la santé, les opinions ou la vie privée."),
            ],
        ),
    ]


def first_widget(fields: Sequence[Field]) -> QWidget:
    """Where the focus starts."""
    return fields[0].row.field
