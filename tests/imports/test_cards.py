"""vCards of the three versions, as phones, Outlook and webmails export them."""

from __future__ import annotations

from rgpd_desktop.imports.spreadsheet import open_book


def test_two_cards_with_several_values(write):
    book = open_book(
        write(
            "contacts.vcf",
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Le Goff;Anaïs;Marie;Mme;\r\nFN:Anaïs Le Goff\r\n"
            "item1.EMAIL;type=INTERNET;type=pref:anais@example.org\r\nEMAIL;TYPE=work:anais@example.com\r\n"
            "TEL;TYPE=CELL:06 39 98 00 01\r\nTEL;TYPE=WORK,VOICE:01 99 00 00 02\r\nTEL;TYPE=WORK,FAX:01 99 00 00 03\r\n"
            "ORG:Alpha\\, Bêta & Cie;Achats\r\nTITLE:Gérante\r\nBDAY:1980-01-02\r\n"
            "ADR;TYPE=WORK:;Bât. B;12 rue des Lilas;Brest;Bretagne;29200;France\r\n"
            "URL:https://example.org/a:b\r\nNOTE:Première ligne\\nseconde\\; fin\r\nEND:VCARD\r\n"
            "\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bob\r\nTEL;VALUE=uri:tel:+33639980004\r\nEND:VCARD\r\n",
        )
    )
    assert (book.format, book.sheets, book.delimiter, book.encoding) == ("vcf", (), None, "utf-8")
    assert book.fixed_columns == (
        ("FN", "full_name"),
        ("N", "last_name"),
        ("N (prénom)", "first_name"),
        ("N (civilité)", "civility"),
        ("EMAIL", "email"),
        ("TEL", "phone"),
        ("ORG", "company"),
        ("TITLE", "job_title"),
        ("ADR", "street"),
        ("ADR (code postal)", "postal_code"),
        ("ADR (ville)", "city"),
        ("ADR (pays)", "country"),
        ("URL", "website"),
        ("NOTE", "notes"),
    )
    assert list(book.lines()) == [
        (
            1,
            [
                "Anaïs Le Goff", "Le Goff", "Anaïs", "Mme", "anais@example.org; anais@example.com",
                "06 39 98 00 01; 01 99 00 00 02", "Alpha, Bêta & Cie", "Gérante", "12 rue des Lilas, Bât. B",
                "29200", "Brest", "France", "https://example.org/a:b", "Première ligne\nseconde; fin",
            ],
        ),
        (18, ["Bob", None, None, None, None, "+33639980004", *[None] * 8]),
    ]  # fmt: skip
    assert book.line_count() == 2


def test_quoted_printable_folded_lines_and_an_old_phone(write):
    book = open_book(
        write(
            "old.vcf",
            "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;=C3=89lo=\n=\ndie;;;\n"
            "TEL;CELL:0639980005\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:caf=E9\n"
            "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRg\n ABAQEAYABgAAD\n\nEMAIL;INTERNET:elodie@example.org\nEND:VCARD\n",
        )
    )
    assert [field for _, field in book.fixed_columns] == ["last_name", "first_name", "email", "phone", "notes"]
    assert list(book.lines()) == [(1, ["Lefèvre", "Élodie", "elodie@example.org", "0639980005", "café"])]


def test_a_folded_note_is_one_note(write):
    book = open_book(
        write("a.vcf", "begin:vcard\nversion:3.0\nfn:Zoé\nnote:Rappeler \n  en mars\n\t prochain\nend:vcard\n")
    )
    assert list(book.lines()) == [(1, ["Zoé", "Rappeler  en mars prochain"])]


def test_cards_in_windows_letters(write):
    book = open_book(write("a.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Hélène\nEND:VCARD\n".encode("cp1252")))
    assert (book.encoding, list(book.lines())) == ("cp1252", [(1, ["Hélène"])])


def test_an_address_in_one_piece(write):
    book = open_book(write("a.vcf", "BEGIN:VCARD\nFN:Ana\nADR:12 rue des Lilas 29200 Brest\nEND:VCARD\n"))
    assert list(book.lines()) == [(1, ["Ana", "12 rue des Lilas 29200 Brest"])]


def test_a_card_never_closed_still_counts(write):
    book = open_book(write("a.vcf", "BEGIN:VCARD\nFN:Ana\nBEGIN:VCARD\nFN:Bea\n"))
    assert list(book.lines()) == [(1, ["Ana"]), (3, ["Bea"])]


def test_cards_of_birthdays_alone_are_refused(write, refusal_of):
    assert refusal_of(write("a.vcf", "BEGIN:VCARD\nBDAY:1980-01-02\nEND:VCARD\n")) == (
        "Ce fichier ne contient aucune carte de visite lisible."
    )
