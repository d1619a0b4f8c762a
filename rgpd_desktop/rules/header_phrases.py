"""The words people and programs put above a column, field by field, and what one header may therefore mean.

Called by mapping and sheet_shape. Knows headers only: the values have their say in mapping. Phrases are read by
header_words.words before they are compared, so they are written here as anybody would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rgpd_desktop.rules import header_events
from rgpd_desktop.rules.header_events import Permission
from rgpd_desktop.rules.header_words import Words, phrases, runs, words

# What a header may be before the other columns settle it: a bare "Nom", "Name", "Contact", "Nom du contact", "Client".
NAME, ENGLISH_NAME, PERSON, PERSON_NAME, CUSTOMER = "nom?", "name?", "contact?", "nom du contact?", "client?"

# field, weight, phrases. The order is the precedence between single words: "Téléphone société" is a telephone.
_FIELDS: Final[tuple[tuple[str, float, str], ...]] = (
    ("email", 0.97, "email|adresse email|email adresse|adresse électronique|courrier électronique|correo|correo electronico|"
     "posta elettronica|adresse messagerie|messagerie"),
    ("mobile", 0.96, "mobile|téléphone mobile|mobile téléphone|whatsapp|sms|iphone|téléphone portable"),
    ("phone", 0.96, "téléphone|fixe|ligne fixe|ligne directe|standard|numéro appel|numéro ligne"),
    ("siren", 0.96, "siren|siret|siren siret|siret siren|identifiant société|company number"),
    ("postal_code", 0.96, "code postal|postal|postal code|cp|c p|cp ville|code postal ville|cap|npa|cpostal"),
    ("website", 0.93, "site|site internet|site web|web|url|internet|www|page web|web page|adresse web|adresse site|nom domaine|"
     "domain name|company domain|blog"),
    ("website", 0.5, "linkedin|domain|domaine|profile url|linkedin url"),
    ("city", 0.95, "ville|cedex|bureau distributeur|agglomération|adresse ville"),
    ("country", 0.95, "pays|pays région|nation|code pays"),
    ("street", 0.94, "adresse|rue|voie|adresse postale|rue numéro|numéro rue|numéro voie|complément adresse|"
     "adresse complément|complément|adresse line|adresse ligne|adresse complémentaire|po box|bp|boîte postale|"
     "post office box|post office box number|apt suite|apt|résidence|bâtiment|lieu dit|lieudit|extended address|"
     "adresse formatted|via|adresse livraison|street address"),
    ("first_name", 0.97, "prénom|prénom contact|contact prénom|prénom usuel"),
    ("last_name", 0.97, "lastname|nom famille|nom usage|nom usuel|nom marital|apellidos|second name|prénom lastname nom"),
    ("last_name", 0.6, "nom naissance|nom jeune fille|maiden name"),
    ("full_name", 0.95, "fullname|nom prénom|prénom nom|lastname prénom|prénom lastname|nom complet|person name|contact person|"
     "personne contact|nom affiché|contact principal|ansprechpartner|identité"),
    (PERSON_NAME, 0.95, "nom contact|contact nom|contact name|nom interlocuteur|nom dirigeant|nom responsable|nom gérant|nom référent|"
     "nom correspondant|nom représentant légal"),
    ("civility", 0.95, "civilité|name prefix|prefix|honorific|formule politesse|mr mme|m mme|mme m|préfixe|titre civilité"),
    ("civility", 0.5, "titre|title|genre|sexe|gender"),
    ("job_title", 0.94, "fonction|poste|job|job title|position|métier|profession|occupation|cargo|puesto|beruf|mansione|"
     "emploi|qualité|intitulé poste|titre poste|poste occupé|funktion|titre professionnel|organization title|société titre|"
     "ruolo"),
    ("job_title", 0.75, "titre|title"),
    ("job_title", 0.5, "rôle|grade"),
    ("company", 0.95, "société|default address company|"
     "raison sociale|rais soc|raison soc|rs|société nom|nom société|société name|enseigne|employeur|employer|"
     "nom commercial|business name|dénomination|dénomination sociale|organisme|account name|account|libellé société|cie|nom enseigne|"
     "nom professionnel|nom légal|ragione sociale|razón social|nom organisme|organization name"),
    ("company", 0.75, "association|commerce|magasin|boutique|cabinet|restaurant|hôtel|école|club|mairie|collectivité|"
     "partenaire|exposant|agence|garage|structure"),
    ("source", 0.92, "source|origine|provenance|lead source|source lead|original source|canal|canal acquisition|acquisition|"
     "connu par|comment connu|apporteur|prescripteur|recommandé par|utm source|referrer|origine contact|source contact|"
     "contact source|nous avez connus|avez vous connus|nous avez vous connus|connus|entendu parler|how did you hear|herkunft|"
     "rencontre|lieu rencontre|rencontré où|traffic source"),
    ("notes", 0.92, "note|commentaire|comment|remarque|observation|commentaire libre|description|information complémentaire|"
     "info|divers|message|besoin|historique|suivi|annotation|précision|détail|public note|private note|information|"
     "appréciation|projet|demande|autre information|compte rendu|cr"),
    ("kind", 0.9, "type contact|type client|catégorie contact|catégorie client|statut client|statut contact|contact type|client type|"
     "prospect client|client prospect|p c|p c f|c p|lifecycle stage|profil contact|nature contact|statut prospect|relation type|"
     "type relation|lead status|type tiers|nature tiers|type partenaire|catégorie tiers|prospect ou client"),
    ("kind", 0.6, "type|catégorie|statut|profil|segment|nature|groupe|relation|étiquette|label|tag|stade|stage|classe|kind|rubrique|"
     "liste|état|group|étape"),
    ("audience", 0.85, "pro part|part pro|pro particulier|particulier pro|professionnel particulier|particulier professionnel|b2b b2c|"
     "btob btoc|type clientèle|type personne|cible|clientèle|type profil|marché|segment clientèle|nature client|audience"),
    ("audience", 0.5, "type|catégorie|statut|profil|segment|nature|type client|catégorie client|professionnel|client type|"
                      "type contact"),
    (NAME, 0.9, "nom|nom client|client nom|nom participant|nom stagiaire|nom patient|nom adhérent|nom élève|nom prospect|intitulé|"
     "libellé|désignation|nom tiers|tiers"),
    (ENGLISH_NAME, 0.9, "name|client name|lead name|nominativo"),
    (ENGLISH_NAME, 0.6, "nombre|nome"),
    (PERSON, 0.85, "contact|interlocuteur|correspondant|référent|dirigeant|gérant|attention|décideur|représentant légal|personne"),
    (CUSTOMER, 0.7, "client|stagiaire|participant|patient|adhérent|membre|élève|bénéficiaire|prospect|destinataire|invité|acheteur|"
     "inscrit|apprenant|donateur"),
)  # fmt: skip

# What lists also hold and nobody imports here: it tells a header line, and forbids guessing from the values.
_OTHER: Final = phrases(
    "id|identifiant|uuid|guid|euid|leid|ref|référence|code client|code tiers|numéro client|client numéro|compte|fax|"
    "télécopie|montant|total|ca|chiffre affaires|solde|balance|prix|tarif|devis|facture|quantité|commercial|vendeur|"
    "propriétaire|owner|région|département|dept|dpt|state|province|latitude|longitude|lat|lon|lng|tva|vat|devise|currency|"
    "langue|language|secteur|activité|naf|ape|effectif|insee|heure|time|durée|délai|lieu|photo|avatar|rating|score|timezone|"
    "gmtoff|dstoff|cc|skype|twitter|facebook|instagram|parent|attribute|attribut|suffix|nickname|surnom|initiale|middle|"
    "phonetic|yomi|file as|event|custom field|manager|assistant|mode paiement|paid|service|department|division|priorité|"
    "priority|probabilité|budget|produit|product|offre|campagne|campaign|agent|équipe|remise|échéance|form|update|délivré|"
    "ouvert|cliqué|bounce|hobby|loisir|keyword|mot clé|user|location|modalité|décision|version|ordre|rang|ligne|niveau|représentant|"
    "véhicule|taille|surface|document|is a company|is company|supplier|vendor|nombre"
)
_EXACT_OTHER: Final = phrases(
    "is a company|is company|compte|paid to date|email display name|nombre contact|numéro client"
)
# These turn any field into something else: an e-mail's label, a fax, a parent's name, the owner of a lead.
_SPOILERS: Final = frozenset(
    word
    for phrase in phrases(
        "fax|télécopie|télécopieur|id|identifiant|uuid|guid|label|type|parent|conjoint|spouse|nombre|owner|propriétaire|"
        "commercial|vendeur|phonetic|yomi|suffix|suffixe|nickname|surnom|middle|skype|twitter|facebook|instagram|photo|"
        "avatar|heure|lieu|latitude|longitude|montant|statut|score|size|taille|manager|assistant|anniversaire|père|mère|"
        "tuteur|par|by|count|animal|chien|cheval|enfant|produit|product|insee|mode|password|tva|vat|currency|devise|event|"
        "custom|urgence|emergency|secrétaire|pôle|revenu|bounce|frais|form|formulaire|département|langue|valide|validé|"
        "validation|vérifié|verified|décision|chargé|salaire"
    )
    for word in phrase
)
# Words that narrow a field without changing it: they do not weaken a match.
_QUALIFIERS: Final = frozenset(
    word
    for phrase in phrases(
        "professionnel|personnel|principal|secondaire|fixe|standard|direct|directe|autre|other|contact|client|prospect|"
        "société|numéro|billing|facturation|siège|social|sociale|officiel|actuel|actuelle|usuel|usage|internet|électronique|"
        "postal|postale|line|ligne|bénéficiaire|participant|stagiaire|patient|adhérent|membre|dirigeant|gérant|responsable|"
        "interlocuteur|complet|complète|lead|person|personne|people|suite|partner|partenaire|organization|apt|dossier|saisi"
    )
    for word in phrase
)
_BLOCKS: Final = {
    word: block
    for block, text in (
        ("work", "professionnel|billing|facturation|siège|société"),
        ("home", "personnel"),
        ("other", "shipping|livraison|delivery|ship|autre|other|secondaire"),
    )
    for phrase in phrases(text)
    for word in phrase
}
_NEVER_A_NUMBER: Final = frozenset({NAME, ENGLISH_NAME, PERSON, PERSON_NAME, CUSTOMER, "company", "kind"})
_BLOCK_WEIGHTS: Final = {"": 1.0, "work": 0.99, "home": 0.95, "other": 0.6}


def _by_phrase() -> dict[Words, list[tuple[int, str, float]]]:
    table: dict[Words, list[tuple[int, str, float]]] = {}
    for order, (field, weight, text) in enumerate(_FIELDS):
        for phrase in phrases(text):
            table.setdefault(phrase, []).append((order, field, weight))
    return table


_BY_PHRASE: Final = _by_phrase()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a header may mean: `scores` are fields (or NAME, PERSON…) with a weight from 0 to 1, best first.

    `is_known` when the header is one that lists carry, useful or not; `is_other` when it certainly names something that is
    not imported here; `block` is the address it belongs to ("work", "home", "other" or "").
    """

    scores: tuple[tuple[str, float], ...] = ()
    permission: Permission | None = None
    is_known: bool = False
    is_other: bool = False
    block: str = ""


def read(header: str) -> Reading:
    """What `header` may mean by its words alone; an empty Reading when they say nothing."""
    found = words(header)
    if not found:
        return Reading()
    permission = header_events.permission(found)
    event = None if permission else header_events.event(found)
    if permission is not None:
        return Reading((), permission, is_known=True)
    if event is not None:
        return Reading(((event.field, event.weight),) if event.field else (), None, True, not event.field)
    block = next((_BLOCKS[word] for word in found if word in _BLOCKS), "")
    exact = _BY_PHRASE.get(found)
    if exact:
        return Reading(_ranked(exact, 1.0), None, is_known=True, block="" if len(found) == 1 else block)
    if "siren" in found or "siret" in found:
        return Reading((("siren", 0.9),), is_known=True)
    if found in _EXACT_OTHER or found in _OTHER or not _SPOILERS.isdisjoint(found):
        return Reading(is_known=True, is_other=True)
    return _partial(found, block)


def _partial(found: Words, block: str) -> Reading:
    """The longest known phrase inside the header, weakened by the words that are left over."""
    every = [run for run in runs(found) if run in _BY_PHRASE]
    if not every:
        is_other = _has_other(found)
        return Reading(is_known=is_other, is_other=is_other)
    run = min((run for run in every if len(run) == len(every[0])), key=lambda run: _BY_PHRASE[run])
    entries = _BY_PHRASE[run]
    field = entries[0][1]
    if "numero" in found and field in _NEVER_A_NUMBER:
        return Reading(is_known=True, is_other=True)
    rest = sum(word not in _QUALIFIERS and word not in run for word in found)
    cover = len(run) / (len(run) + rest)
    if cover <= 0.5 and field not in ("email", "phone", "mobile") and _has_other(found):
        return Reading(is_known=True, is_other=True)
    weight = (0.45 + 0.55 * cover) * _BLOCK_WEIGHTS[block]
    return Reading(_ranked(entries, weight), None, is_known=cover > 0.45, block=block)


def _ranked(entries: list[tuple[int, str, float]], factor: float) -> tuple[tuple[str, float], ...]:
    best: dict[str, float] = {}
    for _, field, weight in entries:
        best[field] = max(best.get(field, 0.0), weight * factor)
    return tuple(sorted(best.items(), key=lambda item: -item[1]))


def _has_other(found: Words) -> bool:
    return any(run in _OTHER for run in runs(found))
