"""Words that give a value away: first names, titles, trades, legal forms, streets, countries. Knowledge only, for value_signs."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FIRST_NAMES: Final = _words("""
    aaron adam adele adrien adrienne agathe agnes ahmed aicha alain alban albert alessandro alex alexandra alexandre alexia alexis
    alice alicia aline alison alix amanda amandine ambre amelie amina amy anais anders andre andrea andree andrew ange angela
    angelique anita ann anna anne annick annie anouk anthony antoine antonin antonio arlette armand arnaud arthur ashley astrid
    aude audrey aurelie aurelien axel axelle baptiste barbara bastien beatrice ben benedicte benjamin benoit bernadette bernard
    bertrand beth bob boris brian brigitte bruno camille capucine carine carla carlos carol carole caroline catherine cecile
    cedric celestin celia celine chantal charles charlie charline charlotte chloe chris christelle christian christiane christine
    christophe claire clara clarisse claude claudette claudine clement clementine clothilde colette coralie corentin corinne cyril
    cyrille damien daniel daniela daniele danielle david deborah delphine denis denise diana diane didier dominique donald dorian
    doriane dorothee edith edouard elena eleonore eliane eliott elisa elisabeth elise elodie eloise elsa emile emilie emily emma
    emmanuel emmanuelle enzo eric erik erwan esteban estelle esther etienne eugene eugenie eva evelyne ewa fabien fabienne fabrice
    fanny farid fatima fatou federico felix fernand fernando florence florent florian francine francis franck francois francoise
    frank frederic frederique gabin gabriel gabrielle gael gaelle gaetan gaston gauthier genevieve george georges geraldine gerard
    germaine ghislaine gilbert gilles ginette giovanni gisele giulia greg gregory guillaume gustave guy gwenaelle hamza hans
    heather helen helene henri henriette henry herve hugo hugues ibrahim ines ingrid irene isaac isabelle ismael jack jacqueline
    jacques jade jake james jane janet jason javier jean jeanne jeannine jeff jennifer jeremy jerome jessica jim joan joe joel
    joelle johan johanna john jonathan jordan jose joseph josephine josette josiane joyce juan jules julia julian julie julien
    juliette justine karen karim karine katarzyna kate katia kelly ken kevin khadija killian klaus kyle laetitia lana lara lars
    laura laure lauren laurence laurent lea leila lena leo leon leonard leonie leopold leslie liam lila lilian liliane lina linda
    line lionel lisa lise loic lola lorenzo lou louane louis louise louna luc luca lucas lucette lucie lucien lucienne ludivine
    ludovic luis luisa lukas lydia lydie madeleine mael maelys magali malika manon marc marcel marcelle marco margaux margot
    marguerite maria marianne marie mariel marina marine mario marion marius marjorie mark marlene martial martin martine mary
    maryse mateo mathieu mathilde mathis matt matthew matthieu maud maurice max maxence maxime mehdi melanie melissa michael
    michel michele micheline mickael miguel mike mireille mohamed mohammed monica monique morgane muriel myriam nadege nadia
    nadine nael nancy nathalie nathan nick nicolas nicole nina noa noah noe noel noemie nolan nora norbert oceane odette odile
    olga oliver olivia olivier oscar pablo paola pascal pascale patrice patricia patrick paul paule paulette pauline pedro peter
    philippe philippine pierre pierrette prune quentin rachel rachid raphael raymond raymonde rebecca regine regis rejane remi
    remy renaud rene renee richard rita robert robin rodolphe roger roland romain romane romeo romuald rosalie rose roxane ryan
    sabine sabrina sacha said salome sam samia samir samira samuel sandra sandrine sara sarah scott sean sebastien serge severine
    silvia simon simone sofia sofiane solange solene sonia sophie soraya stella stephane stephanie stephen steve steven sue susan
    suzanne sylvain sylviane sylvie tanguy tatiana teddy theo theodore therese thibault thibaut thierry thomas thorsten tiffany
    tim timeo timothee titouan tom tony tristan ugo ursula uwe valentin valentine valerie vanessa vera veronique victoire victor
    victoria vincent virgile virginie viviane vivien wanda wassim wilfried william wolfgang xavier yacine yann yannick yasmine
    youssef yvan yves yvette yvonne zacharie zelie zoe
""")

CIVILITIES: Final = _words("""
    docteur dott dr frau herr m madame mademoiselle maitre me mesdames messieurs miss mlle mm mme monsieur mr mrs ms pr professeur
    sig sr sra
""")

# Legal forms, and the words firms, shops and bodies are called by.
LEGAL_FORMS: Final = _words("""
    agence agency ambassade ambulances asbl assoc association assurances atelier ateliers auberge banque batiment batiments beaute
    boucherie boulangerie brasserie bv cabinet centre chateau cie clinique club coiffure college comite commune communication
    compagnie company conseil conseils construction consulting corp couverture design digital domaine ecole editions ei eirl
    electricite entreprise etablissements ets eurl factory federation fils fleurs formation france freres garage gmbh group groupe
    holding hotel immo immobilier imprimerie inc industrie industries informatique institut international jardins labs librairie
    llc ltd lycee maconnerie mairie maison media menuiserie office optique partners patisserie paysages peinture pharmacie plc
    plomberie prefecture renovation restaurant sa sarl sas sasu sci scic scop scp selarl service services shop snc societe
    solutions spa srl store studio syndicat systems taxi tech technologies transport transports travaux
""")

JOBS: Final = _words("""
    acheteur acheteuse adjoint adjointe administrateur administratrice analyst architecte artisan assistant assistante associe
    associee avocat avocate cadre ceo cfo charge chargee chef cheffe coach cofounder commercial commerciale comptable conseiller
    conseillere consultant consultante coo coordinateur coordinatrice cto daf designer developer developpeur developpeuse dg
    directeur director directrice dirigeant dirigeante drh dsi employe employee engineer enseignant enseignante fondateur
    fondatrice formateur formatrice founder gerant gerante gestionnaire graphiste head infirmier infirmiere ingenieur ingenieure
    juriste lead maire manager marketing medecin notaire officer ouvrier owner partner pdg photographe president presidente
    professeur redacteur redactrice responsable sales secretaire technicien technicienne therapeute tresorier tresoriere vendeur
    vendeuse
""")

STREETS: Final = _words("""
    allee allees apt av ave avenue bat batiment bd bld blvd boulevard bp calle che chem chemin cours cs domaine dr drive esplanade
    faubourg fg hameau immeuble imp impasse lane lieudit lot lotissement montee parc passage pl place quai rd res residence road
    rond route rte rue ruelle sentier sq square st strasse street suite traverse via villa voie za zac zi zone
""")

COUNTRIES: Final = _words("""
    algerie allemagne austria autriche bas be belgique belgium ca canada ch de es espagne etats fr fra france gb germany ireland
    irlande it italie italy kingdom lu luxembourg ma maroc monaco morocco netherlands nl pays poland pologne portugal pt royaume
    senegal spain states suisse switzerland tunisie uk uni unis united us usa
""")

YES: Final = _words("""
    1 ja o ok on oui si true v vrai x y yes ☑ ✓ ✔
""")

NO: Final = _words("""
    0 false faux ko n nein no non off ☐ ✗
""")

# How a value that says no more contact begins, folded.
REFUSALS: Final = (
    "desabonn", "desinscri", "unsubscri", "blackl", "blocklist", "opposition", "oppose", "opt out", "optout", "stop",
    "ne pas contact", "ne plus contact", "ne pas appel", "ne plus appel", "ne pas demarch", "do not c",
    "ne pas relanc", "ne plus relanc", "ne pas sollicit", "ne plus sollicit", "cleaned", "bloctel", "liste noire",
)  # fmt: skip

# How a value that agrees begins, folded.
AGREEMENTS: Final = (
    "abonn", "inscri", "subscri", "accept", "consent", "autoris", "opt in", "optin", "actif", "active", "enabled",
    "contactable", "ok ", "reabonn", "confirm",
)  # fmt: skip

PROFESSIONALS: Final = _words("""
    b2b btob business companies company entreprise entreprises organisation organization pme pro professionnel professionnelle
    professionnels pros societe societes tpe
""")

INDIVIDUALS: Final = _words("""
    b2c btoc consommateur consumer foyer individu individual individuals individus menage part particulier particuliere
    particuliers perso person
""")

# Domains where anybody may have a mailbox.
FREE_MAIL: Final = _words("""
    aliceadsl.fr aol.com bbox.fr bluewin.ch cegetel.net club-internet.fr dbmail.com free.fr gmail.com gmx.com gmx.de gmx.fr
    googlemail.com hotmail.com hotmail.fr hotmail.it icloud.com laposte.net libero.it libertysurf.fr live.com live.fr mac.com
    me.com msn.com neuf.fr numericable.fr orange.fr outlook.com outlook.fr proton.me protonmail.com sfr.fr skynet.be t-online.de
    voila.fr wanadoo.fr web.de yahoo.com yahoo.fr ymail.com
""")
