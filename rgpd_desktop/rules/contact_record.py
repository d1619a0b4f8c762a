"""A person as a flat record of plain values, for scripts: the field names of a list, and what the program adds. See docs/cli.md."""

from __future__ import annotations

from datetime import date

from rgpd_desktop.rules import phones, retention
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.retention import RetentionRule

Record = dict[str, object]


def record(contact: Contact, rule: RetentionRule, today: date) -> Record:
    """The contact with its state and due day under `rule`; days as ISO texts, None where nothing is known.

    `phone` is the first number that is not a mobile, or else the first number; `mobile` the first mobile.
    """
    mobiles = [number for number in contact.phones if phones.is_mobile(number)]
    fixed = [number for number in contact.phones if number not in mobiles]
    return {
        "id": contact.id,
        "last_name": contact.last_name,
        "first_name": contact.first_name,
        "full_name": f"{contact.first_name} {contact.last_name}".strip(),
        "civility": contact.civility,
        "email": next(iter(contact.emails), ""),
        "phone": next(iter([*fixed, *mobiles]), ""),
        "mobile": next(iter(mobiles), ""),
        "company": contact.company,
        "job_title": contact.job_title,
        "street": contact.street,
        "postal_code": contact.postal_code,
        "city": contact.city,
        "country": contact.country,
        "website": contact.website,
        "siren": contact.siren,
        "kind": contact.kind,
        "audience": str(contact.audience),
        "last_contact_on": _iso(contact.last_contact_on),
        "collected_on": _iso(contact.collected_on),
        "relation_ended_on": _iso(contact.relation_ended_on),
        "source": contact.source,
        "notes": contact.notes,
        "opt_out": contact.opposed_on is not None,
        "newsletter": contact.newsletter,
        "state": str(retention.state(contact, rule, today)),
        "due_on": _iso(retention.last_day(contact, rule)),
        "emails": list(contact.emails),
        "phones": list(contact.phones),
        "row": contact.row or None,
        "batch": contact.batch or None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
