"""The pages built so far, in the order of the sidebar, and the import wizard. Only app.py reads this list.

A page is imported when it is first visited, so that the window shows at once: hence the imports inside the factories. `preload`
imports them all from another thread once the first page shows, so that the first visit does not wait for them either.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import State
from rgpd_desktop.ui.page import BOTTOM, CONTACTS_GROUP, DUTIES_GROUP, Badge, PageSpec, Services

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from rgpd_desktop.basics.ticket import Ticket
    from rgpd_desktop.services.desk import Desk


def _home(services: Services) -> QWidget:
    from rgpd_desktop.ui.home.home_page import HomePage  # noqa: PLC0415 - at its first visit

    return HomePage(services)


def _contacts(services: Services) -> QWidget:
    from rgpd_desktop.ui.contacts.contacts_page import ContactsPage  # noqa: PLC0415 - at its first visit

    return ContactsPage(services)


def _retention(services: Services) -> QWidget:
    from rgpd_desktop.ui.retention.retention_page import RetentionPage  # noqa: PLC0415 - at its first visit

    return RetentionPage(services)


def _oppositions(services: Services) -> QWidget:
    from rgpd_desktop.ui.opposition.opposition_page import OppositionPage  # noqa: PLC0415 - at its first visit

    return OppositionPage(services)


def _archives(services: Services) -> QWidget:
    from rgpd_desktop.ui.archives.archives_page import ArchivesPage  # noqa: PLC0415 - at its first visit

    return ArchivesPage(services)


def _register(services: Services) -> QWidget:
    from rgpd_desktop.ui.register.register_page import RegisterPage  # noqa: PLC0415 - at its first visit

    return RegisterPage(services)


def _processors(services: Services) -> QWidget:
    from rgpd_desktop.ui.processors.processors_page import ProcessorsPage  # noqa: PLC0415 - at its first visit

    return ProcessorsPage(services)


def _security(services: Services) -> QWidget:
    from rgpd_desktop.ui.security.security_page import SecurityPage  # noqa: PLC0415 - at its first visit

    return SecurityPage(services)


def _settings(services: Services) -> QWidget:
    from rgpd_desktop.ui.settings.settings_page import SettingsPage  # noqa: PLC0415 - at its first visit

    return SettingsPage(services)


def make_wizard(services: Services, path: Path | None) -> QWidget:
    """The import wizard on a file, or asking which."""
    from rgpd_desktop.ui.importing.import_wizard import ImportWizard  # noqa: PLC0415 - when first needed

    return ImportWizard(services, path)


def preload(_desk: Desk, _ticket: Ticket) -> None:
    """Import what the first visits need; a job, to be run off the window's thread. It makes no widget."""
    import rgpd_desktop.ui.archives.archives_page  # noqa: PLC0415 - in the job's thread
    import rgpd_desktop.ui.contacts.contacts_page  # noqa: PLC0415
    import rgpd_desktop.ui.importing.import_wizard  # noqa: PLC0415
    import rgpd_desktop.ui.opposition.opposition_page  # noqa: PLC0415
    import rgpd_desktop.ui.processors.processors_page  # noqa: PLC0415
    import rgpd_desktop.ui.register.register_page  # noqa: PLC0415
    import rgpd_desktop.ui.retention.retention_page  # noqa: PLC0415
    import rgpd_desktop.ui.security.security_page  # noqa: PLC0415
    import rgpd_desktop.ui.settings.settings_page  # noqa: F401, PLC0415


def _overdue(desk: Desk, _ticket: Ticket) -> Badge | None:
    from rgpd_desktop.services import watch_retention  # noqa: PLC0415 - in the job's thread, the window already shown

    survey = watch_retention.survey(desk)
    count = survey.count(State.OVERDUE) + survey.archives_due
    return Badge(
        count, "danger", french.plural(count, "personne", "personnes") + " au-delà de la durée de conservation"
    )


def _unfinished(desk: Desk, _ticket: Ticket) -> Badge | None:
    from rgpd_desktop.services import register_overview  # noqa: PLC0415 - in the job's thread, the window already shown

    count = register_overview.unfinished(desk)
    return Badge(count, "soon", french.plural(count, "fiche", "fiches") + " à compléter") if count else None


PAGES = (
    PageSpec("home", "Tableau de bord", CONTACTS_GROUP, _home),
    PageSpec("contacts", "Contacts", CONTACTS_GROUP, _contacts),
    PageSpec(
        "retention",
        "Conservation",
        CONTACTS_GROUP,
        _retention,
        _overdue,
        frozenset({"contacts", "rule_changes", "archived_people"}),
    ),
    PageSpec("archives", "Archives", CONTACTS_GROUP, _archives),
    PageSpec("oppositions", "Oppositions", CONTACTS_GROUP, _oppositions),
    PageSpec("register", "Registre", DUTIES_GROUP, _register, _unfinished, frozenset({"activities"})),
    PageSpec("processors", "Sous-traitants", DUTIES_GROUP, _processors),
    PageSpec("security", "Sécurité", DUTIES_GROUP, _security),
    PageSpec("settings", "Réglages", BOTTOM, _settings),
)
