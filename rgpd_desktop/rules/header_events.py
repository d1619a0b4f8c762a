"""Headers that name an event or a permission: whose move a date tells, and what a yes means. Called by header_phrases.

Only what comes from the person moves the retention clock (reference, 2.1): what we send, open, edit or plan is nobody's contact.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rgpd_desktop.rules.header_words import Words, phrases, runs


class Permission(StrEnum):
    """What a column of yes and no is about."""

    REFUSAL = "refusal"  # yes: no more contact ("Désabonné")
    CONSENT = "consent"  # yes: may be contacted ("Accepte d’être contacté")
    LETTER = "letter"  # yes: receives the newsletter
    UNCLEAR = "unclear"  # could be either ("RGPD", "Accord")


@dataclass(frozen=True, slots=True)
class Event:
    """The field a date header means ("" when it is nobody's contact) and how sure that is."""

    field: str
    weight: float


_REFUSALS: Final = phrases(
    "opt out|optout|optedout|désabonné|désabonnement|désinscrit|désinscription|unsubscribed|unsubscribe|unsub|"
    "refuse prospection|refuse sollicitation|refuse email|refuse démarchage|refuse publicité|refuse appel|"
    "ne pas contacter|ne pas démarcher|ne pas appeler|ne pas relancer|ne pas solliciter|ne pas prospecter|ne plus contacter|"
    "ne plus appeler|ne plus solliciter|ne plus démarcher|ne pas envoyer|ne pas emailer|pas de mailing|pas de démarchage|"
    "pas de prospection|do not call|do not contact|do not email|do not mail|do not disturb|dnc|no mailing|no email|blacklist|"
    "blacklisted|blacklisté|liste noire|blocklist|blocklisted|blocked|bloqué|bloctel|opposition|oppose|opposé|"
    "droit opposition|refus|refuse|refuse contact|refusé|stop|stop sms|stop pub|stop email|plainte|spam complaint|exclu|"
    "exclu mailing|exclusion|radié|suppression list|email optout|has optout|non démarchable|non contactable|sans démarchage|"
    "liste rouge|hard unsubscribe|nicht kontaktieren|robinson"
)  # fmt: skip
_CONSENTS: Final = phrases(
    "opt in|optin|double optin|consentement|consent|accepte contact|accepte contacté|accepte contacter|accepte|"
    "accepte prospection|accepte email|accepte emails marketing|accepts marketing|accepts email marketing|"
    "accepts sms marketing|marketing consent|gdpr consent|consent marketing|ok mailing|ok mail|ok email|ok sms|ok contact|"
    "ok prospection|autorisation|autorise|autorisé|permission|contactable|démarchable|accord contact|accord rgpd|rgpd ok|"
    "ok rgpd|accord prospection|accord commercial|accord mailing|souhaite contacté|souhaite recevoir|veut contacté|"
    "peut contacter|peut contacté|marketing|email marketing|marketing email|optin email|optin sms|sollicitation|prospection|"
    "à contacter|can contact|may contact|einwilligung|consenso"
)  # fmt: skip
_LETTERS: Final = phrases(
    "newsletter|newsletter ok|ok newsletter|abonné|abonnée|abonné newsletter|inscrit newsletter|inscription newsletter|lettre info|"
    "lettre information|lettre d info|subscribed|subscriber|subscription|is subscribed|abonnement newsletter|reçoit newsletter|"
    "reçoit lettre|envoi lettre|is subscriber|nl|abonné lettre"
)
_UNCLEAR: Final = phrases(
    "rgpd|gdpr|opt|optin optout|opt in out|optin out|opt-in/opt-out|emailing|mailing|accord|cnil|campagne email|"
    "envoi newsletter|envoi email|envoi mail|contact ok|ok|démarchage|publicité|pub|statut rgpd|statut abonnement|"
    "subscription status|email status|statut email"
)
_LONG_PERMISSIONS: Final = tuple(
    (permission, frozenset(phrase for phrase in table if len(phrase) > 1 or phrase[0] in words.split()))
    for permission, table, words in (
        (
            Permission.REFUSAL,
            _REFUSALS,
            "optout desabonne desinscrit desinscription desabonnement unsubscribed unsubscribe unsub blacklist blacklisted "
            "blackliste bloctel opposition opt-out blocklisted stop refus",
        ),
        (Permission.LETTER, _LETTERS, "newsletter"),
        (Permission.CONSENT, _CONSENTS, "optin consentement consent accepte"),
        (Permission.UNCLEAR, _UNCLEAR, "rgpd gdpr emailing"),
    )
)
# However the sentence goes on: "Ne pas rappeler", "Ne plus écrire", "Pas de mail".
_NO_MORE: Final = phrases(
    "ne pas|ne plus|ne jamais|do not|don t|pas mail|pas mailing|pas téléphone|pas appel|pas pub|pas publicité|pas contact|pas relance|"
    "pas démarchage|pas prospection|pas newsletter|pas sms|plus mail|plus contact|plus appel"
)
_NOT_A_PERMISSION: Final = frozenset(
    word
    for phrase in phrases(
        "source|origine|id|ip|motif|raison|reason|texte|url|provenance|lieu|cause|formulaire|envoyé|"
        "sent|opened|ouvert|clic|clicked|lu"
    )
    for word in phrase
)


def permission(found: Words) -> Permission | None:
    """What kind of permission a header asks about, or None. A date is still one: a day of unsubscription is an unsubscription."""
    if _NOT_A_PERMISSION.intersection(found):
        return None
    if not _DATE_WORDS.isdisjoint(found):
        core = tuple(word for word in found if word not in _DATE_WORDS)
        return Permission.REFUSAL if any(run in _LONG_PERMISSIONS[0][1] for run in runs(core)) else None
    if any(found[: len(start)] == start for start in _NO_MORE):
        return Permission.REFUSAL
    for permission, table in zip(Permission, (_REFUSALS, _CONSENTS, _LETTERS, _UNCLEAR), strict=True):
        if found in table:
            return permission
    for permission, table in _LONG_PERMISSIONS:
        if any(run in table for run in runs(found)):
            return permission
    return None


_DATE_WORDS: Final = frozenset(
    word for phrase in phrases("date|dernier|premier|time|timestamp|jour|depuis|since|on|at|le|ts") for word in phrase
) | {"date", "on", "at"}
# Words that make a header an event even without "date": past participles in both languages.
_EVENT_WORDS: Final = frozenset(
    word
    for phrase in phrases(
        "créé|created|ajouté|added|modifié|modified|updated|inscrit|registered|collecté|horodateur|horodatage|timestamp|"
        "relance|rdv|prochain|next|contacté|contacted|rappeler|relancer|relancé|résilié|connected|joined|submitted|envoyé|"
        "sent|opened|clicked|emailed|terminé|ended|maj|changed|échéance|entretien|saisi|enregistré|importé|entré|rappel|reçu|"
        "closed|lu|inscription|fin|sortie|sorti|collecte|création|create"
    )
    for word in phrase
)
_NOT_DATES: Final = frozenset(
    word for phrase in phrases("heure|lieu|by|par|ip|délai|motif|objet|nombre|type|modalité|url|page|nom|name") for word in phrase
)  # fmt: skip

# Read in this order; the first table that has one of the header's phrases decides. "" is nobody's contact.
_EVENTS: Final[tuple[tuple[str, float, frozenset[Words]], ...]] = tuple(
    (field, weight, phrases(text))
    for field, weight, text in (
        ("", 0.9, "prochain|next|à rappeler|rappeler|rappel|échéance|due|prévu|planifié|à relancer|relancer|renouvellement|"
                  "livraison|naissance"),
        ("", 0.9, "modifié|modification|modified|updated|update|maj|mise jour|changed|edited|synchro|sync|export|exporté|"
                  "actualisation"),
        ("", 0.9, "relance|relancé|envoi|envoie|envoyé|emailed|sent|mailing|campagne|campaign|ouverture|opened|ouvert|clic|"
         "cliqué|clicked|click|bounce|bounced|contacted|contacté|marketing email|courrier|emailing|newsletter|open|"
         "email send|délivré|sms envoyé"),
        ("", 0.7, "end date time|end time|premier rdv|facture|invoice|cer|paiement prévu|visite technique|garantie|"
                  "anniversaire|signature"),
        ("relation_ended_on", 0.93, "fin contrat|fin mission|fin relation|fin abonnement|fin prestation|fin collaboration|"
         "fin accompagnement|fin adhésion|fin formation|fin suivi|date fin|date sortie|sortie|sorti|end date|contract end|ended|"
         "terminé|résiliation|résilié|clôture|départ|churn|churned|fin|rupture|date archivage client|cancelled|canceled|"
         "perte client|fin bail|fin engagement"),
        ("relation_ended_on", 0.6, "expiration|expire|expiry|closed"),
        ("collected_on", 0.93, "créé|création|created|creation|ajout|ajouté|added|add|collecte|collecté|inscription|inscrit|"
         "subscribed|subscription|optin|confirm|create|candidature|signup|sign up|connected|registered|registration|enregistré|"
         "enregistrement|saisie|saisi|entry|horodateur|horodatage|timestamp|submitted|soumission|soumis|joined|join|adhésion|"
         "recueil|recueilli|consentement|consent|premier contact|prise contact|optin time|user registered|submission"),
        ("collected_on", 0.75, "client depuis|customer since|client since|membre depuis|member since|depuis|since|entrée|"
         "entré|arrivée|début relation|rencontre|premier achat|premier commande|date contact initial|import|importé|"
         "début contrat|début|abonnement|salon"),
        ("last_contact_on", 0.93, "dernier contact|dernier échange|dernier rdv|dernier réponse|dernier commande|"
         "dernier achat|last order|last purchase|last reply|last response|last meeting|dernier rencontre|dernier entretien|"
         "dernier demande|dernier message reçu|dernier email reçu|dernier appel reçu|appel reçu|contact entrant|"
         "dernier contact entrant|last inbound|dernier connexion|last login|dernier prise contact|dernier message|"
         "dernier email entrant|dernier mail reçu|last contact|last order date|last interaction received|derniers échanges"),
        ("last_contact_on", 0.8, "dernier visite|dernier passage|dernier séance|dernier consultation|dernier cours|"
         "dernier stage|dernier prestation|dernier participation|dernier achats|last visit|last seen|dernier règlement|"
         "dernier paiement|last payment|dernier intervention|dernier vente|réponse|reply|vu|vue|échange|commande|achat|visite|"
         "contact|message|demande|demande devis|rdv|rendez vous|entretien|order|purchase|meeting|devis demandé"),
        ("last_contact_on", 0.5, "activité|activity|interaction|appel|call|événement|event|engagement|action|devis|quote|"
                                 "formation|mission|dernier|last"),
    )
)  # fmt: skip


def event(found: Words) -> Event | None:
    """What a date header tells, or None when the header is not about a date."""
    if not _is_dated(found) or _NOT_DATES.intersection(found):
        return None
    if len(found) == 1 and found[0] in ("date", "jour"):
        return Event("collected_on", 0.5)
    every = runs(found)
    core = tuple(word for word in found if word not in ("date", "on", "at", "time", "le"))
    every += [run for run in runs(core) if run not in every]
    for field, weight, table in _EVENTS:
        if field == "collected_on" and "dernier" in found:
            continue
        if any(run in table for run in every):
            is_of_a_firm = field == "collected_on" and "societe" in found  # the firm's birth, not the contact's
            return Event("" if is_of_a_firm else field, weight)
    return Event("", 0.5)


def _is_dated(found: Words) -> bool:
    return any(word in _DATE_WORDS or word in _EVENT_WORDS for word in found)
