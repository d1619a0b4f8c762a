"""HTML and SpreadsheetML named .xls: spans, gaps, entities, several tables, comments left out."""

from __future__ import annotations

from datetime import date, datetime

from rgpd_desktop.imports.spreadsheet import SheetInfo, open_book

SS = "urn:schemas-microsoft-com:office:spreadsheet"


def spreadsheetml(body: str, prolog: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{SS}" xmlns:ss="{SS}" xmlns:x="urn:schemas-microsoft-com:office:excel">{body}</Workbook>'
    )


def test_html_named_xls(write):
    page = (
        "<html><head><meta charset=utf-8><style>td {color:red}</style></head><body>"
        "<p>Liste <table border=1><caption>Mes&nbsp;clients</caption><tr><th colspan=2>Titre<th>Ville</tr>"
        "<tr><td rowspan=2>Alpha &amp; fils<td>Ana&#233;<br>Le  Goff</td><td>&nbsp;</td></tr><tr><td>Bea<td>Lyon</table>"
        "<table><tr><td></td></tr></table><table><tr><td>2<script>alert('x')</script></td></table></body></html>"
    )
    book = open_book(write("export.xls", page))
    assert (book.format, book.encoding) == ("html", "utf-8")
    assert book.sheets == (SheetInfo("Mes\u00a0clients", True), SheetInfo("Tableau 2", True))
    assert list(book.lines()) == [
        (1, ["Titre", None, "Ville"]),
        (2, ["Alpha & fils", "Anaé\nLe Goff"]),
        (3, ["Alpha & fils", "Bea", "Lyon"]),
    ]
    assert list(book.lines("Tableau 2")) == [(1, ["2"])]
    assert book.line_count() == 3


def test_html_in_windows_letters_that_says_so(write):
    page = '<table><meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><tr><td>Hélène, 12 €</td></tr></table>'
    book = open_book(write("a.xls", page.encode("cp1252")))
    assert (book.encoding, list(book.lines())) == ("cp1252", [(1, ["Hélène, 12 €"])])


def test_a_row_whose_mark_was_lost_is_a_row_still(write):
    book = open_book(write("a.htm", "<table><tr><th>Nom</th></tr>tr><td>Aubry</td></tr><tr><td>Roux</td></tr></table>"))
    assert list(book.lines()) == [(1, ["Nom"]), (2, ["Aubry"]), (3, ["Roux"])]


def test_a_table_that_lays_out_another(write):
    book = open_book(write("a.htm", "<table><tr><td><table><tr><td>Nom</td></tr></table></td></tr></table>"))
    assert list(book.lines()) == [(1, ["Nom"])]


def test_a_page_without_table(write, refusal_of):
    assert (
        refusal_of(write("a.xls", "<html><body>Session expirée</body></html>"))
        == "Ce fichier est une page web sans tableau."
    )


def test_spreadsheetml_gaps_spans_types(write):
    body = (
        '<Worksheet ss:Name="Clients"><Table><Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">Titre</Data></Cell>'
        '<Cell><Data ss:Type="String">Ville</Data></Cell></Row>'
        '<Row><Cell ss:MergeDown="1"><Data ss:Type="String">Alpha</Data><Comment><ss:Data>note</ss:Data></Comment></Cell>'
        '<Cell ss:Index="3"><Data ss:Type="Number">612345678</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2024-02-29T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2024-02-29T08:05:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell>'
        '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">Le <B>Goff</B>&#10;fin</ss:Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">Bea</Data></Cell></Row></Table></Worksheet>'
        '<Worksheet ss:Name="Clients"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>'
    )
    book = open_book(write("export.xls", spreadsheetml(body)))
    assert (book.format, book.encoding) == ("spreadsheetml", None)
    assert book.sheets == (SheetInfo("Clients", True), SheetInfo("Clients (2)", False))
    assert list(book.lines()) == [
        (3, ["Titre", None, "Ville"]),
        (4, ["Alpha", None, 612345678.0, date(2024, 2, 29), datetime(2024, 2, 29, 8, 5), True, None, "Le Goff\nfin"]),
        (5, ["Alpha", "Bea"]),
    ]
    assert (book.line_count(), book.line_count("Clients (2)")) == (5, 0)


def test_spreadsheetml_with_entities_is_refused(write, refusal_of):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    row = '<Worksheet ss:Name="S"><Table><Row><Cell><Data ss:Type="String">&b;</Data></Cell></Row></Table></Worksheet>'
    assert "déclarations" in refusal_of(write("a.xls", spreadsheetml(row, bomb)))


def test_spreadsheetml_cut_short_or_absurd(write, refusal_of):
    row = '<Worksheet ss:Name="S"><Table><Row><Cell ss:Index="{}"><Data ss:Type="String">a</Data></Cell></Row></Table></Worksheet>'
    assert "abîmé" in refusal_of(write("a.xls", spreadsheetml(row.format(1))[:-60]))
    assert "16\u202f384\u00a0colonnes" in refusal_of(write("b.xls", spreadsheetml(row.format(16384)))).replace(
        " ", "\u00a0"
    )
