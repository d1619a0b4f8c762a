"""What an export for prospecting did: how many are in the file, how many opposed were left out of it, and who they are."""

from __future__ import annotations

from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.services import browse_contacts
from rgpd_desktop.services.browse_contacts import Line
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.text import label
from rgpd_desktop.ui.widgets.two_line_list import ListRow, TwoLineList

_SHOWN: Final = 500
_HEIGHT: Final = 260
_LISTED: Final = "adresse sur votre liste d’opposition"


class SetAsideDialog(Box):
    """`opened` of the list goes to the person's card."""

    def __init__(self, services: Services, file_name: str, written: int, opposed: tuple[int, ...]) -> None:
        people = french.counted(written, "personne")
        super().__init__(
            services.window,
            f"{french.counted(len(opposed), 'opposé', 'opposés')} : {french.plural(len(opposed), 'écarté', 'écartés')}",
            f"{people} dans {french.quoted(file_name)}. Qui s’oppose à la prospection n’y est pas (RGPD, art. 21).",
        )
        self._services, self._opposed = services, opposed
        self.list = TwoLineList(services.theme, "Opposés écartés")
        self.list.setMinimumHeight(services.theme.px(_HEIGHT))
        self.list.opened.connect(self._on_opened)
        self.list.hide()
        self._more = label("", "hint", wraps=True)
        self._more.hide()
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._more)
        self.who = self.add_button("Voir qui", self.show_who)
        self.add_button("Fermer", self.accept, "primary").setDefault(True)

    def show_who(self) -> None:
        """Read their names and show them under the sentence."""
        shown = self._opposed[:_SHOWN]
        self._services.jobs.read(
            "export:aside", lambda desk, _ticket: browse_contacts.lines(desk, shown), self._show, owner=self
        )

    def _show(self, lines: list[Line]) -> None:
        self.list.show_rows([_row(each) for each in lines])
        self.list.show()
        if len(self._opposed) > _SHOWN:
            self._more.setText(f"Et {french.counted(len(self._opposed) - _SHOWN, 'autre')}.")
            self._more.show()
        self.who.hide()
        self.adjustSize()
        self.list.setFocus()

    def _on_opened(self, id: str) -> None:
        self.accept()
        self._services.go("contacts", {"contact_id": int(id)})


def _row(each: Line) -> ListRow:
    on = each.contact.opposed_on
    told = f"opposition du {french.day(on)}" if on is not None else _LISTED
    brief = " · ".join(filter(None, (each.contact.company, told)))
    return ListRow(str(each.contact.id), each.contact.name, brief, "opposé", "opposed")
