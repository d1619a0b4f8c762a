"""The alphabets of French lists, told apart on whole lines and on a single accent, and the user's last word."""

from __future__ import annotations

import codecs
from collections import deque

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports.encodings import ENCODING_LABELS
from rgpd_desktop.imports.spreadsheet import open_book

LIST = (
    "Nom;Prénom;Société;Ville\n"
    "Lefèvre;Élodie;Boulangerie « Chez François »;Besançon\n"
    "LEFÈVRE;ÉRIC;CAFÉ DU MARCHÉ;ORLÉANS\n"
    "Gaël;Noëlle;Hôtel de la Plage;Saint-Étienne\n"
    "Béraud;Anaïs;Où l’on dîne;Nîmes\n"
)


def read(path, **choices):
    book = open_book(path, **choices)
    return book.encoding, [cells for _, cells in book.lines()]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
def test_a_whole_list(write, codec):
    encoding, rows = read(write("a.csv", LIST.encode(codec)))
    assert encoding == {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(codec, codec)
    assert rows == [line.split(";") for line in LIST.splitlines()]


@pytest.mark.parametrize("codec", ["cp850", "iso-8859-15"])
def test_a_whole_list_without_the_letters_that_alphabet_lacks(write, codec):
    text = LIST.replace("’", "'") + ("Cœur;Zoé;Prix 12 €;Œuilly\n" if codec == "iso-8859-15" else "")
    encoding, rows = read(write("a.csv", text.encode(codec)))
    assert (encoding, rows) == (codec, [line.split(";") for line in text.splitlines()])


WORDS = ("Prénom", "élève", "Première", "ÉRIC", "Garçon", "Noël", "août", "Hélène", "HÔTEL")
ONE_WORD = [(codec, word) for codec in ("cp1252", "cp850", "mac_roman") for word in WORDS]


@pytest.mark.parametrize(("codec", "word"), ONE_WORD)
def test_one_word_is_enough(write, codec, word):
    encoding, rows = read(write("a.csv", f"Nom;Mot\nA;{word}\nB;x\n".encode(codec)))
    assert (encoding, rows[1]) == (codec, ["A", word])


def test_the_signs_only_windows_has(write):
    assert read(write("a.csv", "Nom;Prix\nL’Atelier;12 €\n".encode("cp1252"))) == (
        "cp1252",
        [["Nom", "Prix"], ["L’Atelier", "12 €"]],
    )


def test_plain_ascii_is_said_to_be_utf8(write):
    assert read(write("a.csv", b"Nom;Ville\nAna;Brest\n"))[0] == "utf-8"


def test_one_broken_byte_does_not_make_mojibake_of_the_rest(write):
    content = LIST.encode().replace("Gaël".encode(), b"Ga\xebl")
    encoding, rows = read(write("a.csv", content))
    assert encoding == "utf-8"
    assert rows[1][:2] == ["Lefèvre", "Élodie"]
    assert rows[3][:2] == ["Ga\ufffdl", "Noëlle"]


def test_a_broken_byte_far_after_the_first_megabyte(write):
    content = LIST.encode() + "Zoé;Zoé;x;y\n".encode() * 90_000 + b"Ga\xebl;a;b;c\n"
    book = open_book(write("a.csv", content))
    [last] = deque(book.lines(), maxlen=1)
    assert (book.encoding, last) == ("utf-8", (90_006, ["Ga\ufffdl", "a", "b", "c"]))


def test_a_text_cut_in_the_middle_of_a_letter(write):
    encoding, rows = read(write("a.csv", (LIST + "é").encode()[:-1]))
    assert (encoding, rows[-1]) == ("utf-8", ["\ufffd"])


def test_the_user_has_the_last_word(write):
    path = write("a.csv", "Nom;Mot\nA;été\n".encode("cp1252"))
    assert read(path, encoding="cp850") == ("cp850", [["Nom", "Mot"], ["A", "ÚtÚ"]])
    assert read(path, encoding="utf-8")[1][1] == ["A", "\ufffdt\ufffd"]
    wide = write("b.csv", "Nom;Mot\nA;été\n".encode("utf-16"))
    assert read(wide, encoding="utf-16")[1][1] == ["A", "été"]
    with pytest.raises(Refusal, match="proposé"):
        open_book(path, encoding="klingon")


def test_every_offered_alphabet_is_one_python_knows():
    assert list(ENCODING_LABELS) == ["utf-8", "cp1252", "iso-8859-15", "cp850", "mac_roman", "utf-16"]
    assert all(codecs.lookup(key) for key in ENCODING_LABELS)
    assert all(label[0].isupper() for label in ENCODING_LABELS.values())
