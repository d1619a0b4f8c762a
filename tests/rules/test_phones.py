"""Phones in every shape people write them, read to E.164."""

import pytest

from rgpd_desktop.rules import phones
from rgpd_desktop.rules.phones import is_mobile, national, read_phones


@pytest.mark.parametrize(
    "cell",
    [
        "06 12 34 56 78", "0612345678", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78", "06\u00a012\u202f34 56 78", " 0612345678 ",
        612345678.0, 612345678, "612345678", "612345678.0", 33612345678.0, "33612345678", "+33612345678", "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78", "+330612345678", "(+33) 6 12 34 56 78", "0033612345678", "00 33 6 12 34 56 78", "Tél : 06 12 34 56 78",
        "06 12 34 56 78 (bureau)", "tel:+33612345678",
    ],
)  # fmt: skip
def test_every_shape_of_one_french_mobile(cell):
    assert read_phones(cell) == (("+33612345678",), "")


@pytest.mark.parametrize(
    "cell",
    [
        "06 12 34 56 78 / 01 23 45 67 89", "0612345678/0123456789", "06 12 34 56 78 ou 01 23 45 67 89", "0612345678\n0123456789",
        "0612345678\u00a0, 0123456789 ", "06 12 34 56 78 - 01 23 45 67 89", "06 12 34 56 78 01 23 45 67 89",
        "port. 06.12.34.56.78 dom. 01.23.45.67.89", "+33 6 12 34 56 78 ; 0033 (0)1 23 45 67 89",
        "06 12 34 56 78, 01 23 45 67 89, 0612345678",
    ],
)  # fmt: skip
def test_two_numbers_in_a_cell_come_in_order_and_once(cell):
    assert read_phones(cell) == (("+33612345678", "+33123456789"), "")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("+32 475 12 34 56", "+32475123456"),
        ("0032475123456", "+32475123456"),
        ("+44 20 7946 0958", "+442079460958"),
        ("+27 (0) 12 425 1600", "+27124251600"),
        ("0690 00 12 34", "+590690001234"),
        ("0692 12 34 56", "+262692123456"),
        ("06 39 98 12 34", "+33639981234"),
        ("01 99 00 12 34", "+33199001234"),
    ],
)
def test_foreign_overseas_and_fictional_numbers_are_read(cell, expected):
    assert read_phones(cell) == ((expected,), "")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", ""), (None, ""), ("-", ""), ("N/A", ""), ("inconnu", phones.UNKNOWN), ("?", phones.UNKNOWN), ("pas de tel", phones.UNKNOWN),
        ("06.12", phones.SHORT), ("3949", phones.SHORT), ("+33 6 12 34 56", phones.SHORT), ("06 12 34 56 789", phones.LONG),
        ("6,12346E+08", phones.SCIENTIFIC), ("jean@example.org", phones.EMAIL_INSTEAD), ("voir avec Paul", phones.NOT_A_PHONE),
        (True, phones.NOT_A_PHONE), (float("nan"), ""), ("+999 12", phones.SHORT), ("+999 123 456 789", phones.FOREIGN),
    ],
)  # fmt: skip
def test_what_is_not_a_number_says_why(cell, reason):
    assert read_phones(cell) == ((), reason)


def test_an_unassigned_number_is_doubtful_not_lost():
    assert read_phones("06 94 50 00 00") == (("+33694500000",), phones.DOUBTFUL)
    assert read_phones("+33 6 94 50 00 00 (bureau)") == (("+33694500000",), phones.DOUBTFUL)
    assert read_phones("+229 21 36 55 33") == (("+22921365533",), phones.DOUBTFUL)


def test_what_is_read_is_kept_beside_what_is_not():
    assert read_phones("01 23 45 67 89 / 90") == (("+33123456789",), phones.SHORT)
    assert read_phones("01 23 45 67 89 poste 12") == (("+33123456789",), phones.EXTENSION)
    assert read_phones("01 23 45 / 06 12 34 56 78") == (("+33612345678",), phones.SHORT)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("Fax: 01 23 45 67 89", ()), ("01 23 45 67 89 (fax)", ()), ("01 23 45 67 89 fax", ()), ("Télécopie : 01 23 45 67 89", ()),
        ("06 12 34 56 78 fax 01 23 45 67 89", ("+33612345678",)), ("Fax 01 23 45 67 89 / Tél 06 12 34 56 78", ("+33612345678",)),
    ],
)  # fmt: skip
def test_a_fax_is_left_out_and_told(cell, numbers):
    assert read_phones(cell) == (numbers, phones.FAX)


def test_a_phone_that_is_also_a_fax_is_kept():
    assert read_phones("Tél/Fax : 01 23 45 67 89") == (("+33123456789",), "")


def test_a_street_is_no_number():
    for street in ("2 rue du 8 mai 1945 75001", "12 rue du 11 novembre 1918 75011 Paris"):
        found, reason = read_phones(street)
        assert found == () and reason


def test_marks_nobody_sees_and_a_number_on_two_lines():
    for cell in (
        "06\u200b12 34 56 78",
        "06\u00ad12345678",
        "０６１２３４５６７８",
        "06\n12 34 56 78",
        "06 12\n34 56 78",
    ):
        assert read_phones(cell) == (("+33612345678",), ""), cell


def test_a_number_without_prefix_is_read_in_the_country_of_the_line():
    assert read_phones("0475 12 34 56", "BE") == (("+32475123456",), "")
    assert read_phones("+33 6 12 34 56 78", "BE") == (("+33612345678",), "")


def test_french_regex_agrees_with_the_library():
    import phonenumbers  # noqa: PLC0415 - only this comparison needs it

    for nine in range(100_000_000, 1_000_000_000, 4_999_999):
        number = phonenumbers.PhoneNumber(country_code=33, national_number=nine)
        assert (phones._french()(str(nine)) is not None) == phonenumbers.is_valid_number(number), nine


def test_mobile_or_not():
    assert [is_mobile(number) for number in ("+33612345678", "+33712345678", "+590690001234", "+32475123456")] == [
        True
    ] * 4
    assert [
        is_mobile(number) for number in ("+33123456789", "+590590201234", "+442079460958", "+12025550143", "oops")
    ] == [False] * 5


def test_national_writing():
    assert national("+33612345678") == "06 12 34 56 78"
    assert national("+32475123456") == "+32 475 12 34 56"
    assert national("bureau") == "bureau"
