"""The people behind a number of the verification page: to look at, or to tick those past retention who come in all the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services.import_plan import PlannedPerson
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.importing.people_model import Key, PeopleModel, TickedPeopleModel
from rgpd_desktop.ui.importing.people_table import PeopleTable
from rgpd_desktop.ui.theme import Theme

_SIZE: Final = (1200, 680)
_NOTHING_YET: Final = "Rien n’est encore enregistré : ceci est ce que l’import ferait."


class PeopleDialog(Box):
    """Looks at people (or cells, with `sentences` of their own); the model fetches them page by page."""

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        title: str,
        model: PeopleModel,
        shown: tuple[bool, bool],
        sentences: Sequence[str] = (_NOTHING_YET,),
    ) -> None:
        super().__init__(parent, title, *map(french.spaced, sentences))
        self.table = PeopleTable(model, theme, has_sheets=shown[0], has_names=shown[1])
        self.body.addWidget(self.table, 1)
        self.add_button("Fermer", self.accept, "primary").setDefault(True)
        self.setMinimumSize(*_fitting(parent, theme))
        self.table.setFocus()


class ExpiredDialog(Box):
    """People past retention: nobody comes in unless ticked. Accepted, `keys` says who."""

    def __init__(
        self, parent: QWidget, theme: Theme, people: Sequence[PlannedPerson], chosen: Iterable[Key], has_sheets: bool
    ) -> None:
        super().__init__(
            parent,
            "Déjà au-delà de leur durée de conservation",
            french.spaced(
                "Par défaut, ces personnes ne sont pas importées : elles seraient à supprimer aussitôt. Cochez celles qui doivent entrer "
                "quand même, par exemple pour prolonger leur conservation avec un motif."
            ),
        )
        self.model = TickedPeopleModel(people, chosen)
        self.all = QCheckBox("Tout cocher")
        self.table = PeopleTable(self.model, theme, has_sheets=has_sheets, has_names=True)
        self.body.addWidget(self.all)
        self.body.addWidget(self.table, 1)
        self.add_button("Annuler", self.reject)
        self.accept_button = self.add_button("", self.accept, "primary")
        self.accept_button.setDefault(True)
        self.all.clicked.connect(lambda: self.model.tick_all(len(self.keys) < len(self.model.people)))
        self.model.ticked.connect(self._show)
        self.setMinimumSize(*_fitting(parent, theme))
        self.table.setFocus()
        self._show()

    @property
    def keys(self) -> frozenset[Key]:
        """Those who come in, as (sheet, line of the file)."""
        return frozenset(self.model.keys)

    def _show(self) -> None:
        count, total = len(self.keys), len(self.model.people)
        self.all.setTristate(0 < count < total)
        state = Qt.CheckState.Checked if count == total else Qt.CheckState.Unchecked
        self.all.setCheckState(Qt.CheckState.PartiallyChecked if 0 < count < total else state)
        words = f"Importer {french.counted(count, 'de ces personnes', 'de ces personnes')}"
        self.accept_button.setText(words if count else "N’importer aucune de ces personnes")


def _fitting(parent: QWidget, theme: Theme) -> tuple[int, int]:
    """Comfortable, and never larger than the window."""
    window = parent.window()
    width = min(theme.px(_SIZE[0]), window.width() - 64)
    return max(460, width), max(360, min(theme.px(_SIZE[1]), window.height() - 64))
