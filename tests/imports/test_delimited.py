"""Delimited text: separators, quotes, ragged lines, numbering, and what is nobody's fault."""

from __future__ import annotations

import tracemalloc

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports.delimited import best_delimiter
from rgpd_desktop.imports.spreadsheet import open_book


def lines(path, **choices):
    return list(open_book(path, **choices).lines())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nom;Ville;Note\nA;Brest;1,5\nB;Lyon;2,5\n", ";"),
        ("Nom,Ville\n\"Dupont, SA\",Brest\n\"Durand; fils\",Lyon\n", ","),
        ("Nom\tAdresse\nA\t12, rue X, Brest\nB\t3, rue Y, Lyon\n", "\t"),
        ("Nom|Ville\nA|Brest\nB|Lyon\n", "|"),
        ("Nom:Ville:Rue\nA:Brest:1\nB:Lyon:2\n", ":"),
        ("Heure\n09:30\n10:45\n", None),
        ("a@example.org\nb@example.org\nc@example.org\n", None),
        ("Remarque\nBonjour, merci\nRien\nAucune\nNon\nVoir\n", None),
        ("Export du 3 mars\n\nNom;Ville;Rue\nA;Brest;1, bis\nB;Lyon;2, ter\nC;Nice;4, rue Z\n", ";"),
        ("Nom;Ville;Rue\nA;Brest\nB\nC;Nice;4;5\nD;Metz;6\n", ";"),
        ("Contact;E-mail\nDupont, Ana;a@example.org\nDurand, Bea;b@example.org\n", ";"),
    ],
)  # fmt: skip
def test_the_separator_that_cuts_most_regularly(text, expected):
    assert best_delimiter(text.splitlines(keepends=True)) == expected


def test_ragged_lines_blank_lines_and_lines_of_separators(write):
    path = write("a.csv", "Nom;Ville;Rue\n\nA;Brest\n;;\nB;Lyon;3;de trop\n")
    assert lines(path) == [(1, ["Nom", "Ville", "Rue"]), (3, ["A", "Brest"]), (5, ["B", "Lyon", "3", "de trop"])]


def test_a_record_is_numbered_by_the_line_where_it_starts(write):
    path = write("a.csv", 'Nom,Note\r\nA,"un\r\ndeux\r\ntrois"\r\nB,"dit ""oui"""\r\n')
    assert lines(path) == [(1, ["Nom", "Note"]), (2, ["A", "un\ndeux\ntrois"]), (5, ["B", 'dit "oui"'])]


def test_the_separator_line_of_excel_is_honoured_and_counted(write):
    path = write("a.csv", "sep=|\nNom|Ville;Rue|Note, libre\nA|Brest|1\n")
    book = open_book(path)
    assert (book.delimiter, list(book.lines())) == (
        "|",
        [(2, ["Nom", "Ville;Rue", "Note, libre"]), (3, ["A", "Brest", "1"])],
    )


def test_tabs_named_xls(write):
    book = open_book(write("export.xls", "Nom\tVille\nA\tBrest\n"))
    assert (book.format, book.delimiter, book.sheets) == ("csv", "\t", ())


def test_one_column(write):
    book = open_book(write("mails.txt", "a@example.org\r\nb@example.org\r\nc@example.org"))
    assert (book.delimiter, book.line_count()) == (None, 3)
    assert list(book.lines()) == [(1, ["a@example.org"]), (2, ["b@example.org"]), (3, ["c@example.org"])]


def test_the_user_may_choose_another_separator(write):
    path = write("a.csv", "Nom;Prix\nA;1,5\n")
    assert lines(path, delimiter=",") == [(1, ["Nom;Prix"]), (2, ["A;1", "5"])]
    with pytest.raises(Refusal, match="séparateur"):
        open_book(path, delimiter=";;")


def test_old_macintosh_line_ends(write):
    assert lines(write("a.csv", "Nom;Ville\rA;Brest\rB;Lyon\r")) == [
        (1, ["Nom", "Ville"]),
        (2, ["A", "Brest"]),
        (3, ["B", "Lyon"]),
    ]


def test_control_characters_and_nul_are_dropped(write):
    assert lines(write("a.csv", b"Nom;Ville\nA\x00na;Br\x07est\nB;\x02\n")) == [
        (1, ["Nom", "Ville"]),
        (2, ["Ana", "Brest"]),
        (3, ["B", None]),
    ]


def test_a_quote_never_closed_costs_its_own_line_only(write):
    body = "".join(f"n{row};ville {row}\n" for row in range(3, 3000))
    path = write("a.csv", 'Nom;Ville\n"Ana;Brest\n' + body)
    read = lines(path)
    assert read[:3] == [(1, ["Nom", "Ville"]), (2, ["Ana", "Brest"]), (3, ["n3", "ville 3"])]
    assert (len(read), read[-1]) == (2999, (2999, ["n2999", "ville 2999"]))


def test_a_quote_open_at_the_end_of_the_file(write):
    path = write("a.csv", 'Nom;Ville\nAna;Brest\n"Bea;Lyon\nCyr;Nice\n')
    assert lines(path)[2:] == [(3, ["Bea", "Lyon"]), (4, ["Cyr", "Nice"])]


def test_many_stray_quotes_cost_no_line_and_little_time(write):
    path = write("a.csv", "Nom;Ville\n" + '"A;B\n' * 30_000 + 'C;"D"\n')
    read = lines(path)
    assert (len(read), read[1], read[-2:]) == (30_002, (2, ["A", "B"]), [(30_001, ["A", "B"]), (30_002, ["C", "D"])])


def test_quotes_in_the_wrong_place(write):
    path = write("a.csv", 'Nom,Note,Ville\n"dit "oui" souvent",x,Brest\n"Dupont, SA" ,y,Lyon\n"A,"B,Nice\n"C",z,Metz\n')
    assert lines(path)[1:] == [
        (2, ['dit oui" souvent', "x", "Brest"]),
        (3, ["Dupont, SA", "y", "Lyon"]),
        (4, ["A", "B", "Nice"]),
        (5, ["C", "z", "Metz"]),
    ]


def test_inch_marks_inside_a_cell_are_letters(write):
    assert lines(write("a.csv", 'Nom;Note\nAna;écran 15"\nBea;dit "oui" souvent\n'))[1:] == [
        (2, ["Ana", 'écran 15"']),
        (3, ["Bea", 'dit "oui" souvent']),
    ]


def test_cells_are_cut_at_32_767_characters(write):
    [_, (_, cells)] = lines(write("a.csv", f"Nom;Note\nA;{'x' * 200_000}\n"))
    assert (cells[0], len(cells[1])) == ("A", 32_767)


def test_a_long_text_is_not_kept_in_memory(write):
    path = write("a.csv", "Nom;Ville;Rue\n" + "Ana;Brest;12 rue des Lilas\n" * 60_000)
    book = open_book(path)
    tracemalloc.start()
    try:
        count = sum(1 for _ in book.lines())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (count, book.line_count()) == (60_001, 60_001)
    assert peak < 500_000
