"""Normal forms and fingerprints."""

import pytest

from rgpd_desktop.rules.identity import company_key, fingerprint, fold, name_key, opposition_values, sort_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dupont", "dupont"), ("DUPONT  Jean-Paul", "dupont jean paul"), ("D’Hérouville", "d herouville"), ("D'HEROUVILLE", "d herouville"),
        ("Le Cœur", "le coeur"), ("Lætitia", "laetitia"), ("E\u0301lodie", "elodie"), ("Straße", "strasse"), ("Łukasz", "lukasz"),
        ("  a_b/c. ", "a b c"), ("", ""), ("—", ""), ("Ωμέγα", "ωμεγα"), ("ﬁn", "fin"), ("N°\u00a012", "n 12"),
    ],
)  # fmt: skip
def test_fold(text, expected):
    assert fold(text) == expected


def test_keys():
    assert name_key("D’Hérouville", "Jean-Paul") == name_key("d'herouville", "JEAN PAUL") == "d herouville jean paul"
    assert (
        name_key("Dupont", "Jean")
        == name_key("Jean", "Dupont")
        == name_key("DUPONT", "M. Jean")
        == name_key("M. Jean Dupont", "")
    )
    assert name_key("Dupont", "M.") != name_key("Dupont", "")  # an initial, not a civility
    assert company_key("SARL Mathieu & Fils") == company_key("Mathieu et Fils, S.A.R.L.") == "mathieu fils"
    assert company_key("S.A.") == "sa"
    assert company_key("A.B.C. Conseil SAS") == "abc conseil"


def test_sort_key_puts_every_martin_before_martin_dupont():
    rows = [("Martin Dupont", "Anne"), ("Martin", "Zoé"), ("Martin", ""), ("Martine", "Luc")]
    ordered = sorted(rows, key=lambda row: sort_key(*row, "", ()))
    assert ordered == [("Martin", ""), ("Martin", "Zoé"), ("Martin Dupont", "Anne"), ("Martine", "Luc")]
    assert sort_key("", "", "Éts Petit", ("z@example.org",)) == "ets petit"
    assert sort_key("", "", "", ("z@example.org",)) == "z example org"
    assert sort_key("", "", "", ()) == ""


def test_a_fingerprint_depends_on_the_key_and_on_the_value():
    one = fingerprint(b"k" * 32, "email:jean@example.org")
    assert len(one) == 32 and one == fingerprint(b"k" * 32, "email:jean@example.org")
    assert (
        len({one, fingerprint(b"j" * 32, "email:jean@example.org"), fingerprint(b"k" * 32, "email:paul@example.org")})
        == 3
    )


def test_what_is_fingerprinted_for_a_person_who_says_no():
    assert opposition_values(("jean@example.org",), ("+33612345678", "+33123456789"), "Dupont", "Jean") == (
        "email:jean@example.org", "phone:+33612345678", "phone:+33123456789|dupont jean",
    )  # fmt: skip
    assert opposition_values((), ("+33123456789",), "", "") == ("phone:+33123456789",)
    assert opposition_values((), (), "Dupont", "Jean", "75001") == ("name:dupont jean|75001",)
    assert opposition_values((), (), "Dupont", "Jean") == ()  # namesakes
    assert opposition_values((), (), "", "") == ()
