"""One reader per column, made from what the user decided: it takes a cell and fills a draft. Called by rows only.

A value found in the wrong column (an address in the name, a site in the e-mails) goes where it belongs, and is told as a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final, TypeAlias

from rgpd_desktop.basics import french
from rgpd_desktop.rules import addresses, emails, phones
from rgpd_desktop.rules.answers import is_blank, is_nothing, read_refusal, read_subscription
from rgpd_desktop.rules.columns import Cell, ColumnChoice
from rgpd_desktop.rules.contact import Audience
from rgpd_desktop.rules.days import read_day
from rgpd_desktop.rules.draft import Draft
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.names import read_civility, split_civility, split_full_name, tidy_name
from rgpd_desktop.rules.organisations import is_organisation

ReadCell: TypeAlias = Callable[[Draft, Cell], None]

UNKNOWN_KIND: Final = "type de contact inconnu"
UNKNOWN_AUDIENCE: Final = "ni professionnel ni particulier"
EMAIL_AS_NAME: Final = "adresse e-mail dans une colonne de nom, reprise comme e-mail"
PHONE_AS_NAME: Final = "numéro de téléphone dans une colonne de nom, repris comme téléphone"
PHONE_AS_EMAIL: Final = "numéro de téléphone dans la colonne des e-mails, repris comme téléphone"
EMAIL_AS_PHONE: Final = "adresse e-mail dans la colonne des téléphones, reprise comme e-mail"
WEB_AS_EMAIL: Final = "adresse web dans la colonne des e-mails, reprise comme site"

_REMEMBERED: Final = 20_000  # texts kept per column for the time of a list: cities and first names repeat, streets do not
_SEPARATORS: Final = {"street": ", ", "source": ", ", "company": ", ", "job_title": ", ", "city": ", "}
_AUDIENCES: Final = {
    word: audience.value
    for audience, words in (
        (Audience.PROFESSIONAL, "pro,pros,professionnel,professionnels,professionnelle,b2b,b to b,btob,entreprise,entreprises,societe"),
        (Audience.PROFESSIONAL, "societes,company,business,personne morale,organisation,association,collectivite,professional"),
        (Audience.INDIVIDUAL, "particulier,particuliers,part,b2c,b to c,btoc,individu,individual,prive,perso,personne physique,consumer"),
    )
    for word in words.split(",")
}
_REAL_NAMES: Final = frozenset({"na", "nan", "null", "none", "sans", "absent", "ras"})  # nothing elsewhere, families too
