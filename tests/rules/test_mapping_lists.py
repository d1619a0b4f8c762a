"""Quite different lists as people and programs write them, all made up: every column must be guessed as a person would."""

from __future__ import annotations

import pytest

from rgpd_desktop.rules.mapping import guess
from rgpd_desktop.rules.sheet_shape import body, find_shape

KINDS = {
    "prospect": "prospect", "prospects": "prospect", "prospect froid": "prospect", "lead": "prospect", "client": "client",
    "clients": "client", "customer": "client", "ancien client": "former_client", "fournisseur": "supplier", "partenaire": "partner",
    "abonne": "newsletter",
}  # fmt: skip

# One line a column: header = the right field ("a/b": both are) = its values. A list of "Colonne X" has no header line.
LISTS = {
    "carnet artisan": """
        Nom et prénom = full_name = DUPONT Jean | Mme LE GOFF Anne | Martin Paul et Sophie
        N° tél = phone = 01 99 00 11 22 | 0199001123 | 01-99-00-11-24
        Port. = mobile = 06.39.98.12.34 |  | +33 6 39 98 55 66
        Adr. = street = 12 rue des Lilas | 3 bis chemin du Lavoir | La Croix
        CP = postal_code = 1000 | 29200 | 22100
        Ville = city = Bourg | Brest | Dinan
        Mail = email = jdupont@example.org | annelegoff@example.org | inconnu
        Dern. RDV = last_contact_on = 12/03/2024 | 3 avril 2023 | janv. 2022
        Obs. = notes = chaudière |  | rappeler le soir
    """,
    "mailchimp": """
        Email Address = email = a.b@example.org | c.d@example.org
        First Name = first_name = Anne | Chloé
        Last Name = last_name = Bernard | Denis
        Address = street = 1 rue X 75001 Paris |
        MEMBER_RATING = ignore = 3 | 2
        OPTIN_TIME = collected_on = 2021-03-04 10:11:12 | 2020-01-04 10:11:12
        OPTIN_IP = ignore = 203.0.113.4 | 203.0.113.5
        CONFIRM_TIME = collected_on/ignore = 2021-03-04 10:12:00 | 2020-03-04 10:12:00
        CONFIRM_IP = ignore = 203.0.113.4 | 203.0.113.4
        LATITUDE = ignore = 48.85 | 48.85
        LONGITUDE = ignore = 2.35 | 2.35
        GMTOFF = ignore = 1 | 1
        CC = ignore = FR | FR
        REGION = ignore = J | J
        LAST_CHANGED = ignore = 2024-01-01 00:00:00 | 2024-01-01 00:00:00
        LEID = ignore = 123456 | 123457
        EUID = ignore = ab12cd | ab12ce
        NOTES = notes =  | ok
        TAGS = ignore/kind = "vip" |
    """,
    "brevo": """
        NOM = last_name = Durand | Petit
        PRENOM = first_name = Luc | Eva
        EMAIL = email = luc@example.org | eva@example.org
        SMS = mobile/phone = 33639981234 | 33639981235
        OPT_IN = opt_out = Oui | Non
        BLACKLIST = opt_out = Non | Oui
        DATE_AJOUT = collected_on = 12-03-2022 | 13-03-2022
    """,
    "google": """
        Name = ignore/full_name = Anne Bernard | Bob Colin
        Given Name = first_name = Anne | Bob
        Family Name = last_name = Bernard | Colin
        Name Prefix = civility = Mme |
        Birthday = ignore = 1980-04-05 |
        Notes = notes = vue au salon |
        Group Membership = ignore/kind = * myContacts | * myContacts
        E-mail 1 - Label = ignore = * Work | * Home
        E-mail 1 - Value = email = anne@example.org | bob@example.org
        E-mail 2 - Value = email = a@example.com |
        Phone 1 - Label = ignore = Mobile | Home
        Phone 1 - Value = phone = 06 39 98 12 12 | 01 99 00 12 12
        Organization 1 - Name = company = ACME SARL |
        Organization 1 - Title = job_title = Gérante |
        Address 1 - Formatted = ignore/street = 1 rue X, 75001 Paris |
        Address 1 - Street = street = 1 rue X |
        Address 1 - City = city = Paris |
        Address 1 - Postal Code = postal_code = 75001 |
        Address 1 - Country = country = FR |
        Website 1 - Value = website = https://example.org |
    """,
    "outlook": """
        Title = civility = M.
        First Name = first_name = Jean
        Middle Name = ignore =
        Last Name = last_name = Dupont
        Suffix = ignore =
        Company = company = ACME
        Department = ignore =
        Job Title = job_title = Directeur
        Business Street = street = 1 rue A
        Business City = city = Paris
        Business State = ignore =
        Business Postal Code = postal_code = 75002
        Business Country/Region = country = France
        Home Street = ignore = 2 rue B
        Home City = ignore = Lyon
        Business Fax = ignore = 01 99 00 12 12
        Business Phone = phone = 01 99 00 12 13
        Mobile Phone = mobile = 06 39 98 12 12
        Anniversary = ignore =
        Birthday = ignore = 05/04/1970
        Categories = kind/ignore = Client
        E-mail Address = email = jd@example.org
        E-mail Type = ignore = SMTP
        E-mail Display Name = ignore/full_name = Jean Dupont (jd@example.org)
        Government ID Number = ignore =
        Notes = notes = ok
        Spouse = ignore = Marie
        Web Page = website = http://example.org
    """,
    "woocommerce": """
        customer_id = ignore = 12 | 13
        user_registered = collected_on = 2022-01-01 10:00:00 | 2022-01-02 10:00:00
        billing_first_name = first_name = Eve | Ugo
        billing_last_name = last_name = Marchand | Roy
        billing_company = company =  | ROY SAS
        billing_address_1 = street = 3 rue C | 3 rue C
        billing_address_2 = street =  | Bât 2
        billing_city = city = Nantes | Nantes
        billing_postcode = postal_code = 44000 | 44000
        billing_country = country = FR | FR
        billing_email = email = eve@example.org | ugo@example.org
        billing_phone = phone = 0639981212 | 0639981213
        shipping_first_name = ignore = Eve | Ugo
        shipping_address_1 = ignore = 4 rue D | 3 rue C
        shipping_city = ignore = Rezé | Nantes
        total_spent = ignore = 120.50 | 20.00
        last_order_date = last_contact_on = 2024-02-03 09:00:00 | 2024-03-03 09:00:00
        user_pass = ignore = $P$Babcdef | $P$Babcdeg
    """,
    "hubspot": """
        Record ID = ignore = 1001 | 1002
        First Name = first_name = Zoé | Max
        Last Name = last_name = Blanc | Noir
        Email = email = zoe@example.org | max@example.org
        Phone Number = phone = +33639981212 | +33639981213
        Contact owner = ignore = Moi Même | Moi Même
        Associated Company = company = Blanc SAS | Noir SARL
        Last Activity Date = last_contact_on = 2024-01-05 | 2024-01-06
        Lead Status = ignore/kind = New | Open
        Create Date = collected_on = 2022-01-05 | 2022-01-06
        Lifecycle Stage = kind = lead | customer
        Unsubscribed from all email = opt_out = false | true
        Last Contacted = ignore = 2024-02-05 | 2024-02-06
        Original Source = source = Organic Search | Offline
        IP Country = ignore = france | france
    """,
    "codes": """
        Sté = company = Alpha SARL | Beta SAS | Gamma | Delta
        Interlocuteur = full_name = Jean Dupont | Marie Roux | Luc Petit | Eva Blanc
        Tel = phone = 0199001122 | 0199001123 | 0199001124 | 0199001125
        P/C/F = kind = P | C | F | X
        Dernière relance = ignore = 01/02/2024 | 01/02/2024 |  |
        Dernier échange = last_contact_on = 03/02/2023 | 04/02/2023 | 05/02/2022 | 05/02/2022
        N/P = ignore = x |  |  |
    """,
    "sans entête": """
        Colonne A = civility = M. | Mme | M. | Mme
        Colonne B = last_name/ignore/full_name = DUPONT | MOREL | GARNIER | PICARD
        Colonne C = first_name = Jean | Anne | Luc | Zoé
        Colonne D = email = jean@example.org | anne@example.org | luc@example.org | zoe@example.org
        Colonne E = phone/mobile = 06 39 98 12 12 | 06 39 98 12 13 | 01 99 00 12 14 | 06 39 98 12 15
        Colonne F = postal_code = 75001 | 69002 | 33000 | 13001
        Colonne G = ignore/city = Paris | Lyon | Bordeaux | Marseille
    """,
    "trompeurs": """
        Adresse = email = a@example.org | b@example.org | c@example.org
        Contact = phone/mobile = 06 39 98 12 12 | 06 39 98 12 13 | 06 39 98 12 14
        Client = company = Menuiserie Alpha SARL | Garage Beta | SAS Gamma
        Mail = opt_out/newsletter = oui | non | oui
        Type = ignore/kind = Devis signé | Perdu | En cours
        Date = collected_on = 12/01/2024 | 13/01/2024 | 14/01/2024
    """,
    "thérapeute": """
        Patient = full_name/last_name = Jean Dupont | Anne Morel
        Né(e) le = ignore = 12/03/1975 | 12/03/1985
        Motif de consultation = ignore = stress | sommeil
        Mutuelle = ignore = MGEN | Harmonie
        N° sécu = ignore = 1 75 03 75 123 456 12 | 2 85 03 75 123 456 12
        Tél. portable = mobile = 06 39 98 12 12 | 06 39 98 12 13
        E-mail = email = jean@example.org | anne@example.org
        Dernière séance = last_contact_on = 12/01/2024 | 13/01/2024
        Médecin traitant = ignore = Dr House | Dr Who
        Profession = job_title = maçon | cadre
        Situation familiale = ignore = marié | mariée
        Observations = notes = ok |
    """,
    "formulaire google": """
        Horodateur = collected_on = 12/03/2024 10:11:12 | 13/03/2024 10:11:12
        Quel est votre nom ? = last_name/full_name = Jean Dupont | Anne Morel
        Votre adresse e-mail = email = jean@example.org | anne@example.org
        Votre numéro de téléphone = phone = 0639981212 | 0639981213
        Comment nous avez-vous connus ? = source = bouche à oreille | Google
        Votre message = notes = Bonjour, je voudrais un devis | Bonsoir
        J'accepte de recevoir la newsletter = newsletter/opt_out = Oui | Non
        Votre projet = notes = cuisine | salle de bain
    """,
    "allemand": """
        Firma = company = Müller GmbH | Weber AG
        Anrede = civility = Herr | Frau
        Vorname = first_name = Hans | Ursula
        Nachname = last_name = Müller | Weber
        Straße = street = Hauptstraße 5 | Bahnhofstr. 7
        PLZ = postal_code = 10115 | 80331
        Ort = city = Berlin | München
        Land = country = Deutschland | Deutschland
        Telefon = phone = +49 30 123456 | +49 89 123456
        E-Mail-Adresse = email = h.mueller@example.org | u.weber@example.org
        Geburtsdatum = ignore = 01.02.1970 | 03.04.1980
        Bemerkungen = notes = gut |
    """,
    "statuts": """
        Société = company = Alpha SARL | Beta SAS | Gamma
        Contact = full_name = Jean Dupont | Anne Morel | Luc Petit
        Statut = kind = Client actif | Prospect froid | Ancien client
        Fin de contrat = relation_ended_on =  | 01/02/2022 | 01/03/2021
        Chiffre d'affaires 2023 = ignore = 12 000 € | 0 € | 3 000 €
        SIRET = siren = 73282932000074 | 55210055400013 | 54206547900010
        Site = website = www.alpha.example | www.beta.example | www.gamma.example
        Fax = ignore = 01 99 00 11 22 | 01 99 00 11 23 | 01 99 00 11 24
        TVA intracommunautaire = ignore = FR44732829320 | FR12552100554 | FR12542065479
        Commercial = ignore = Marc | Marc | Lise
    """,
    "snake fr": """
        nom_client = last_name/full_name = Dupont | Morel
        prenom_client = first_name = Jean | Anne
        adresse_mail = email = jean@example.org | anne@example.org
        tel_portable = mobile = 0639981212 | 0639981213
        tel_fixe = phone = 0199001122 | 0199001123
        code_postal = postal_code = 75001 | 69001
        date_derniere_commande = last_contact_on = 2024-01-02 | 2024-01-03
        date_creation = collected_on = 2020-01-02 | 2020-01-03
        date_modification = ignore = 2024-05-05 | 2024-05-05
        accepte_newsletter = newsletter/opt_out = 1 | 0
        nb_commandes = ignore = 3 | 1
        ip_inscription = ignore = 203.0.113.7 | 203.0.113.8
        iban = ignore = FR7630006000011234567890189 | FR7630006000011234567890189
        id_client = ignore = 12 | 13
    """,
    "association": """
        Adhérent = full_name/last_name = Dupont Jean | Morel Anne
        Club = company = Judo Club | Judo Club
        Adresse 1 = street = 12 rue A | 13 rue A
        Adresse 2 = street = Bât B |
        CP - Ville = postal_code = 75001 Paris | 69001 Lyon
        Téléphone 1 = phone = 01 99 00 11 22 | 01 99 00 11 23
        Téléphone 2 = phone = 06 39 98 12 12 | 06 39 98 12 13
        E-mail 2 = email = j@example.org | a@example.org
        Date d'adhésion = collected_on = 12/03/2019 | 12/03/2020
        Date de départ = relation_ended_on =  | 01/02/2023
        Cotisation = ignore = 50 € | 50 €
        Âge = ignore = 45 | 38
        Sexe = ignore = M | F
    """,
    "agence": """
        Raison sociale = company = ALPHA SARL | BETA SAS
        Enseigne = ignore = Chez Alpha | Beta Shop
        Dirigeant = full_name = DUPONT Jean | MOREL Anne
        Tél. standard = phone = 01 99 00 11 22 | 01 99 00 11 23
        Effectif = ignore = 10 | 5
        Code NAF = ignore = 4321A | 4752B
        Date de création de l'entreprise = ignore = 01/02/1998 | 01/02/2008
        Bloctel = opt_out = Non | Oui
        Date d'achat du fichier = collected_on/ignore/last_contact_on = 12/03/2024 | 12/03/2024
        Courriel générique = email = contact@alpha.example | contact@beta.example
        Date de naissance du dirigeant = ignore = 12/03/1960 | 12/03/1970
    """,
}


def _table(text: str) -> tuple[list[str], list[set[str]], list[list[str | None]]]:
    parts = [[part.strip() for part in f"{line} ".split(" = ")] for line in text.strip().splitlines()]
    columns = [[value.strip() or None for value in values.split("|")] for _, _, values in parts]
    return (
        [part[0] for part in parts],
        [set(part[1].split("/")) for part in parts],
        [list(row) for row in zip(*columns, strict=True)],
    )


@pytest.mark.parametrize("name", LISTS)
def test_every_column_is_guessed_as_a_person_would(name: str) -> None:
    headers, fields, rows = _table(LISTS[name])
    has_header = not headers[0].startswith("Colonne ")
    lines = list(enumerate([("Export du fichier", None), (), headers, *rows] if has_header else rows, start=1))

    shape = find_shape(lines)

    assert shape is not None
    assert shape.header_row == (3 if has_header else None)
    assert list(shape.headers) == headers
    samples = [cells for _, cells in body(lines, shape)]
    assert len(samples) == len(rows)
    guesses = guess(shape.headers, samples, KINDS)
    wrong = {one.header: one.field for one, right in zip(guesses, fields, strict=True) if one.field not in right}
    assert wrong == {}
