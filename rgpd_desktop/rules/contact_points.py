"""Readers of the columns by which a person is reached: e-mails, phones, sites. Called by cell_readers.

A value in the wrong column goes where it belongs and is told; nothing is dropped without a problem that keeps the text.
"""

from __future__ import annotations

from typing import Final

from rgpd_desktop.rules import addresses, emails, phones
from rgpd_desktop.rules.cell_text import text_of
from rgpd_desktop.rules.columns import Cell, ColumnChoice
from rgpd_desktop.rules.draft import Draft, ReadCell, told

EMAIL_AS_NAME: Final = "adresse e-mail dans une colonne de nom, reprise comme e-mail"
PHONE_AS_NAME: Final = "numéro de téléphone dans une colonne de nom, repris comme téléphone"
PHONE_AS_EMAIL: Final = "numéro de téléphone dans la colonne des e-mails, repris comme téléphone"
EMAIL_AS_PHONE: Final = "adresse e-mail dans la colonne des téléphones, reprise comme e-mail"
EMAIL_AS_SITE: Final = "adresse e-mail dans la colonne des sites, reprise comme e-mail"
WEB_AS_EMAIL: Final = "adresse web dans la colonne des e-mails, reprise comme site"


def email_reader(choice: ColumnChoice) -> ReadCell:
    """Reads a column of e-mail addresses."""

    def read(draft: Draft, cell: Cell) -> None:
        found, reason, doubt = emails.read_emails(cell)
        if found:
            _add_emails(draft, found)
        if reason:
            told(draft, choice, _sent_elsewhere(draft, cell, reason), cell)
        if doubt:
            told(draft, choice, doubt, cell)

    return read


def _sent_elsewhere(draft: Draft, cell: Cell, reason: str) -> str:
    """Puts a site or a number found among e-mails where it belongs; the reason to tell."""
    if reason == emails.WEB_INSTEAD:
        site = text_of(cell).strip()
        if draft.website or not site.lower().startswith(("http", "www.")):  # a bare name may as well have lost its @
            return reason
        draft.website = site
        return WEB_AS_EMAIL
    if reason == emails.PHONE_INSTEAD:
        found, _ = phones.read_phones(cell)
        _add_phones(draft, found)
        return PHONE_AS_EMAIL if found else reason
    return reason


def phone_reader(choice: ColumnChoice) -> ReadCell:
    """Reads a column of phone numbers, in the plan of the line's country when it has one."""

    def read(draft: Draft, cell: Cell) -> None:
        country = draft.country
        plan = addresses.country_code(country) if country and country != "France" else "FR"
        found, reason = phones.read_phones(cell, plan)
        if found:
            _add_phones(draft, found)
        if reason:
            if reason == phones.EMAIL_INSTEAD:
                reason = _add_misplaced_email(draft, cell, EMAIL_AS_PHONE) or reason
            told(draft, choice, reason, cell)

    return read


def website_reader(choice: ColumnChoice) -> ReadCell:
    """Reads a column of sites; the first site of a line is kept."""

    def read(draft: Draft, cell: Cell) -> None:
        site, reason = addresses.read_website(cell)
        if site and not draft.website:
            draft.website = site
        elif site and site != draft.website:
            reason = reason or addresses.SEVERAL_SITES
        if reason:
            if reason == addresses.EMAIL_INSTEAD:
                reason = _add_misplaced_email(draft, cell, EMAIL_AS_SITE) or reason
            told(draft, choice, reason, cell)

    return read


def misplaced(draft: Draft, choice: ColumnChoice, text: str) -> bool:
    """Whether the text of a column of names was an address or a number; it is then put where it belongs, and told."""
    if "@" in text:
        reason = _add_misplaced_email(draft, text, EMAIL_AS_NAME)
    elif sum(map(str.isdigit, text)) >= 9 and not any(map(str.isalpha, text)):
        found, _ = phones.read_phones(text)
        _add_phones(draft, found)
        reason = PHONE_AS_NAME if found else ""
    else:
        return False
    if reason:
        told(draft, choice, reason, text)
    return bool(reason)


def _add_misplaced_email(draft: Draft, cell: Cell, reason: str) -> str:
    found, _, _ = emails.read_emails(cell)
    _add_emails(draft, found)
    return reason if found else ""


def _add_emails(draft: Draft, found: tuple[str, ...]) -> None:
    before = draft.emails
    draft.emails = found if not before else before + tuple(email for email in found if email not in before)


def _add_phones(draft: Draft, found: tuple[str, ...]) -> None:
    before = draft.phones
    draft.phones = found if not before else before + tuple(phone for phone in found if phone not in before)
