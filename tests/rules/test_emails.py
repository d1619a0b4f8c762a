"""E-mail addresses as cells hold them."""

import pytest

from rgpd_desktop.rules import emails
from rgpd_desktop.rules.emails import read_emails


@pytest.mark.parametrize(
    "cell",
    [
        "jean@example.org", " Jean@Example.ORG ", "Jean Dupont <jean@example.org>", "mailto:jean@example.org", "jean @ example.org",
        "jean@example.org.", "jean@example.org,", "<jean@example.org>", "Mail : jean@example.org", "jean(at)example.org",
        "jean [arobase] example.org", "jean@example.org\u00a0", "jean@example.org; JEAN@example.org", '"jean@example.org"',
        "mailto:jean@example.org?subject=Bonjour",
    ],
)  # fmt: skip
def test_one_address_in_every_shape(cell):
    assert read_emails(cell) == (("jean@example.org",), "", "")


@pytest.mark.parametrize(
    "cell",
    [
        "a@example.org; b@example.fr", "a@example.org,b@example.fr", "a@example.org / b@example.fr", "a@example.org/b@example.fr",
        "a@example.org ou b@example.fr", "a@example.org\nb@example.fr", "a@example.org b@example.fr", "A <a@example.org>, B <b@example.fr>",
    ],
)  # fmt: skip
def test_several_addresses(cell):
    assert read_emails(cell) == (("a@example.org", "b@example.fr"), "", "")


@pytest.mark.parametrize(
    "address",
    ["o'brien+news@example.invalid", "a.b-c_d@sub.example-site.example", "x@xn--exmple-cua.fr", "user{1}@example.org"],
)
def test_unusual_addresses_and_reserved_domains_are_good(address):
    assert read_emails(address) == ((address,), "", "")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", ""), (None, ""), ("-", ""), ("n/a", ""), ("#N/A", ""),
        ("inconnu", emails.UNKNOWN), ("Non renseigné", emails.UNKNOWN), ("?", emails.UNKNOWN), ("xxx", emails.UNKNOWN),
        ("http://www.example.fr/contact", emails.WEB_INSTEAD), ("www.example.fr", emails.WEB_INSTEAD), ("example.fr", emails.WEB_INSTEAD),
        ("06 12 34 56 78", emails.PHONE_INSTEAD), (612345678.0, emails.PHONE_INSTEAD), (True, emails.NOT_AN_EMAIL),
        ("secrétariat@example.fr", emails.ACCENT), ("a@@example.fr", emails.TWO_SIGNS), ("a@b@example.fr", emails.TWO_SIGNS),
        ("mairie@orange", emails.NO_DOMAIN), ("mairie.@example.fr", emails.MALFORMED), ("a@example..fr", emails.MALFORMED),
        ("a@-example.fr", emails.MALFORMED), ("voir Paul", emails.NOT_AN_EMAIL), ("@", emails.NO_DOMAIN),
        ("a" * 250 + "@example.fr", emails.MALFORMED),
    ],
)  # fmt: skip
def test_what_is_not_an_address_says_why(cell, reason):
    assert read_emails(cell) == ((), reason, "")


@pytest.mark.parametrize(
    ("address", "doubt"),
    [
        ("jean@gmial.com", emails.ODD_DOMAIN), ("jean@gmail.co", emails.ODD_DOMAIN), ("jean@hotmal.fr", emails.ODD_DOMAIN),
        ("jean@orange.f", emails.ODD_DOMAIN), ("jean@example.con", emails.ODD_ENDING), ("jean@example.f", emails.ODD_ENDING),
        ("jean@wannadoo.fr", emails.ODD_DOMAIN),
    ],
)  # fmt: skip
def test_a_domain_that_looks_wrong_is_doubtful_not_lost(address, doubt):
    assert read_emails(address) == ((address,), "", doubt)


@pytest.mark.parametrize("domain", ["gmail.com", "orange.fr", "free.fr", "mail.com", "laposte.net", "example.co"])
def test_a_right_domain_raises_no_doubt(domain):
    assert read_emails(f"jean@{domain}") == ((f"jean@{domain}",), "", "")


def test_a_bad_address_does_not_hide_a_good_one():
    assert read_emails("a@example.org; b@orange") == (("a@example.org",), emails.NO_DOMAIN, "")
    assert read_emails("Jean Paul jean.paul@example.org") == (("jean.paul@example.org",), "", emails.TEXT_AROUND)


@pytest.mark.parametrize(
    "cell",
    [
        "j ean@example.org", "jean paul@example.org", "jean. paul@example.org", "jean - paul@example.org", "jean paul @ example.org",
        "JEAN PAUL@EXAMPLE.ORG", "jean.p aul@example.org",
    ],
)  # fmt: skip
def test_a_fragment_is_never_an_address(cell):
    """It would be somebody else's."""
    assert read_emails(cell) == ((), emails.SPLIT, "")
    assert read_emails(f"a@example.org; {cell}")[:2] == (("a@example.org",), emails.SPLIT)


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("jean . paul@example.org", "jean.paul@example.org"), ("jean .paul@example.org", "jean.paul@example.org"),
        ("jean _ paul@example.org", "jean_paul@example.org"), ("jean@example . org", "jean@example.org"),
        ("jean@example. org", "jean@example.org"), ("jean@example.co m", "jean@example.com"), ("jean@example.o rg", "jean@example.org"),
        ("jean@example.n et", "jean@example.net"), ("JEAN@EXAMPLE.CO M", "jean@example.com"),
    ],
)  # fmt: skip
def test_spaces_that_can_only_be_slips_are_taken_out_with_a_doubt(cell, address):
    assert read_emails(cell) == ((address,), "", emails.SPACED)


@pytest.mark.parametrize(
    "cell",
    [
        "Mail perso jean@example.org",
        "Service client : jean@example.org",
        "voir jean@example.org",
        "jean@example.org. Merci",
        "Secrétariat jean@example.org",
        "Siège jean@example.org",
        "Mme jean@example.org",
        "mme. jean@example.org",
        "M. Paul jean@example.org",
        "Paul Dupont - jean@example.org",
        "n°2 jean@example.org",
        "gérant jean@example.org",
        "jean@example.org ok",
        "jean@example.org HS",
        "jean@example.org fr",
    ],
)
def test_words_around_an_address_do_not_lose_it(cell):
    assert read_emails(cell)[:2] == (("jean@example.org",), "")


def test_a_label_before_the_address_of_everybody_does_not_lose_it():
    for cell in ("Accueil mairie@example.org", "service-client contact@example.org", "SIEGE CONTACT@EXAMPLE.ORG"):
        assert read_emails(cell)[0], cell
    found = read_emails("gérant b@example.org et associé d@example.fr")
    assert found == (("b@example.org", "d@example.fr"), "", emails.TEXT_AROUND)


def test_marks_nobody_sees_are_seen_through():
    for mark in "\u200b\u200c\u200d\u00ad\u2060\ufeff":
        assert read_emails(f"je{mark}an@example{mark}.org{mark}") == (("jean@example.org",), "", "")
    for cell in ("jean＠example．org", "ｊｅａｎ@example.org"):
        assert read_emails(cell) == (("jean@example.org",), "", "")


@pytest.mark.parametrize(
    "address", ["inconnu@inconnu.fr", "nc@nc.fr", "inconnu@gmail.com", "pasdemail@example.org", "xxx@xxx.com"]
)
def test_a_placeholder_is_no_address(address):
    """Everybody who has it would be one person."""
    assert read_emails(address) == read_emails(f"<{address}>") == ((), emails.UNKNOWN, "")
    assert read_emails("nc@cabinet-exemple.fr")[0] and read_emails("test@example.org")[0]


def test_a_hostile_cell_stays_cheap():
    assert read_emails("a" * 32_000) == ((), emails.NOT_AN_EMAIL, "")
    assert read_emails("@" + " " * 32_000 + "@")[0] == ()
    assert read_emails("a." * 16_000)[0] == ()


def test_what_a_cut_address_may_have_meant():
    found = emails.possible("Voir Luc DURAND@exemple.example")
    assert {"durand@exemple.example", "luc.durand@exemple.example", "lucdurand@exemple.example"} <= set(found)
    assert emails.possible("luc durand") == ()
