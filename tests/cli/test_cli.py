"""`rgpd` as a script sees it: what it prints, what it keeps, how it ends. Run as processes of their own, as scripts do."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from rgpd_desktop.services import follow_lists
from rgpd_desktop.services.desk import open_desk

TODAY = date.today()
RECENT = (TODAY - timedelta(days=200)).replace(day=1)
OLD = (TODAY - timedelta(days=365 * 4)).replace(day=1)


def rgpd(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rgpd_desktop.cli", *words, "--data", str(data)],
        capture_output=True,
        text=True,
        timeout=60,
    )


def answer(data: Path, *words: str) -> dict:
    done = rgpd(data, *words, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def people(data: Path, *words: str) -> list[dict]:
    done = rgpd(data, *words, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "données"


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """Two sheets of people and a hidden one, titles above the headers, phones that lost their zero, a total."""
    book = openpyxl.Workbook()
    prospects = book.active
    prospects.title = "Prospects"
    for line in [
        ["Liste du salon", None, None, None, None, None],
        [],
        ["Nom", "Prénom", "Mail", "Tél", "Dern. RDV", "Désabonné"],
        ["AUBRY", "Hélène", "H.Aubry@Atelier.example", 639980001, RECENT, "non"],
        ["Aubry", "Hélène", "h.aubry@atelier.example", "06 39 98 00 01", None, None],
        ["Barreau", "Luc", "luc@barreau.example", "01 99 00 12 34", OLD, None],
        ["Diallo", "Aïssatou", "inconnu", "06.39.98.00.02", RECENT, "oui"],
        [None, None, "inconnu", None, None, None],
        ["Total", 5, None, None, None, None],
    ]:
        prospects.append(line)
    clients = book.create_sheet("Clients")
    clients.append(["Société", "E-mail", "Notes"])
    clients.append(["Menuiserie Girard", "contact@girard.example", "Fidèle"])
    hidden = book.create_sheet("Archives")
    hidden.append(["Nom", "E-mail"])
    hidden.append(["Secret", "secret@cache.example"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "ma liste.xlsx"
    book.save(path)
    return path


def test_a_preview_tells_how_the_list_would_be_read_and_writes_nothing(data: Path, messy: Path) -> None:
    told = answer(data, "preview", str(messy))
    assert told["sheet"] == "Prospects"
    assert told["sheets"] == ["Prospects", "Clients", "Archives"]
    assert told["hidden_sheets"] == ["Archives"]
    assert (told["header_row"], told["rows"], told["encoding"], told["delimiter"]) == (3, 5, None, None)
    assert [(c["index"], c["header"], c["field"]) for c in told["columns"]] == [
        (0, "Nom", "last_name"),
        (1, "Prénom", "first_name"),
        (2, "Mail", "email"),
        (3, "Tél", "phone"),
        (4, "Dern. RDV", "last_contact_on"),
        (5, "Désabonné", "opt_out"),
    ]
    assert answer(data, "preview", str(messy), "--sheet", "Clients")["columns"][0]["field"] == "company"
    assert people(data, "contacts") == []


def test_an_import_brings_every_visible_list_and_says_what_it_did(data: Path, messy: Path) -> None:
    report = answer(data, "import", str(messy), "--source", "Salon", "--collected-on", "2026-01-10")
    assert {name: report[name] for name in ("rows", "new", "merged", "expired", "opposed", "undated")} == {
        "rows": 6, "new": 3, "merged": 1, "expired": 1, "opposed": 1, "undated": 0,
    }  # fmt: skip
    assert [(line["sheet"], line["row"]) for line in report["refused"]] == [("Prospects", 8)]
    assert [(cell["sheet"], cell["row"], cell["column"]) for cell in report["problems"]] == [
        ("Prospects", 7, "Mail"),
        ("Prospects", 8, "Mail"),
    ]
    by_name = {each["full_name"] or each["company"]: each for each in people(data, "contacts")}
    assert sorted(by_name) == ["Aïssatou Diallo", "Hélène Aubry", "Menuiserie Girard"]
    aubry = by_name["Hélène Aubry"]
    assert (aubry["emails"], aubry["phones"]) == (["h.aubry@atelier.example"], ["+33639980001"])
    assert (aubry["kind"], aubry["row"], aubry["batch"], aubry["state"]) == (
        "prospect",
        4,
        report["batch"],
        "up_to_date",
    )
    assert aubry["due_on"] == f"{RECENT.year + 3}{RECENT.isoformat()[4:]}"
    assert (by_name["Aïssatou Diallo"]["state"], by_name["Aïssatou Diallo"]["opt_out"]) == ("opposed", True)
    assert (by_name["Menuiserie Girard"]["kind"], by_name["Menuiserie Girard"]["notes"]) == ("client", "Fidèle")


def test_a_no_survives_the_undoing_of_nothing_and_the_second_import(data: Path, messy: Path) -> None:
    answer(data, "import", str(messy))
    again = answer(data, "import", str(messy))
    assert (again["new"], again["opposed"]) == (0, 1)
    assert len(people(data, "contacts", "--state", "opposed")) == 1


def test_the_sheet_is_said_when_several_come_in(data: Path, messy: Path) -> None:
    told = rgpd(data, "import", str(messy), "--dry-run").stdout
    assert "feuille «\u00a0Prospects\u00a0», ligne 8" in told
    alone = answer(data, "import", str(messy), "--sheet", "Prospects", "--dry-run")
    assert [set(line) for line in alone["refused"]] == [{"row", "reason"}]
    assert "feuille" not in rgpd(data, "import", str(messy), "--sheet", "Prospects", "--dry-run").stdout


def test_a_rehearsal_writes_nothing(data: Path, messy: Path) -> None:
    report = answer(data, "import", str(messy), "--dry-run")
    assert (report["batch"], report["new"]) == (None, 3)
    assert people(data, "contacts") == []


def test_the_past_can_be_asked_for_explained_and_undone(data: Path, messy: Path) -> None:
    report = answer(data, "import", str(messy), "--keep-expired")
    assert report["expired"] == 0
    (late,) = people(data, "due")
    assert (late["last_name"], late["state"]) == ("Barreau", "overdue")
    assert people(data, "due", "--on", "2021-01-01") == []
    told = answer(data, "explain", str(late["id"]))
    assert told["rule"] == "P1"
    assert f"{OLD:%d/%m/%Y} + 3" in told["sentence"]
    assert answer(data, "undo", str(report["batch"])) == {
        "batch": report["batch"], "removed": 4, "restored": 0, "kept": 0,
    }  # fmt: skip
    assert people(data, "contacts") == []
    assert answer(data, "check") == {"sound": True, "findings": []}


def test_columns_and_kinds_can_be_said(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "gens.csv"
    path.write_text("A;B\nGirard;paul@girard.example\n", encoding="utf-8")
    answer(data, "import", str(path), "--map", "A=last_name", "--kind", "Prospects", "--audience", "b2b")
    (one,) = people(data, "contacts", "--search", "GIRÀR")
    assert (one["last_name"], one["kind"], one["audience"], one["state"]) == ("Girard", "prospect", "b2b", "undated")
    assert one["due_on"] == f"{TODAY.year + 3}{TODAY.isoformat()[4:]}"  # counted from their entry, as explain says


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("import", "nulle-part.xlsx"), 1),
        (("explain", "999"), 1),
        (("undo", "999"), 1),
        (("contacts", "--state", "inconnu"), 2),
        (("due", "--on", "demain"), 2),
        (("frobnicate",), 2),
        (("explain",), 2),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_code(data: Path, words: tuple[str, ...], code: int) -> None:
    done = rgpd(data, *words)
    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_an_unknown_field_is_wrong_use_and_an_unknown_sheet_a_refusal(data: Path, messy: Path) -> None:
    assert rgpd(data, "import", str(messy), "--map", "Nom=surname").returncode == 2
    assert rgpd(data, "import", str(messy), "--kind", "martien").returncode == 2
    refused = rgpd(data, "import", str(messy), "--sheet", "Feuil9")
    assert refused.returncode == 1
    assert "Prospects" in refused.stderr


def test_data_and_json_may_stand_before_the_command(data: Path, messy: Path) -> None:
    words = [sys.executable, "-m", "rgpd_desktop.cli", "--data", str(data), "--json", "preview", str(messy)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout)["sheet"] == "Prospects"


def test_the_french_sentences_of_an_import(data: Path, messy: Path) -> None:
    done = rgpd(data, "import", str(messy))
    assert done.returncode == 0
    plain = done.stdout.replace("\u00a0", " ").replace("\u202f", " ")
    assert "6 lignes lues :" in plain
    assert "3 nouveaux contacts" in plain
    assert "Pour l’annuler : rgpd undo 1" in plain
    assert "aubry" not in plain.lower()


def test_a_list_counts_as_coming_from_elsewhere_unless_said(data: Path, tmp_path: Path) -> None:
    for name, words in (("a", ()), ("b", ("--direct",))):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"Nom;E-mail\n{name};{name}@exemple.example\n", encoding="utf-8")
        answer(data, "import", str(path), "--source", "Un courtier", *words)
    with open_desk(data, TODAY) as desk:
        assert [each.list_.file_name for each in follow_lists.lists_to_inform(desk)] == ["a.csv"]


def test_what_map_says_is_not_a_guess_any_more(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text(f"Nom;E-mail;Dernière activité\nAubry;a@exemple.example;{RECENT:%d/%m/%Y}\n", encoding="utf-8")
    assert answer(data, "import", str(path), "--dry-run")["undated"] == 1
    assert answer(data, "import", str(path), "--map", "Dernière activité=last_contact_on")["undated"] == 0
    assert [person["last_contact_on"] for person in people(data, "contacts")] == [RECENT.isoformat()]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("foo",), "Commande inconnue\u00a0: foo. Pour l’aide\u00a0: rgpd --help"),
        (("import",), "Il manque\u00a0: FILE."),
        (("import", "--xx"), "Option inconnue\u00a0: --xx."),
        (("contacts", "--state", "foo"), "Valeur refusée pour --state\u00a0: choisissez parmi archived"),
        (("due", "--on", "9999-12-31"), "Valeur refusée pour --on\u00a0: cette date est hors de 1900-2100."),
        (("explain", "9" * 25), "Valeur refusée pour ID\u00a0: un numéro est attendu."),
        (("check", "a", "b"), "Il y a trop de mots."),
        (("import", "x.csv", "--map", "Nom=foo"), "foo"),
    ],
)
def test_wrong_use_is_said_in_french(data: Path, tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    (tmp_path / "x.csv").write_text("Nom;E-mail\nA;a@exemple.example\n", encoding="utf-8")
    done = rgpd(data, *(str(tmp_path / word) if word == "x.csv" else word for word in words))
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert "Usage" not in done.stderr


def test_a_preview_in_words(data: Path, messy: Path) -> None:
    told = rgpd(data, "preview", str(messy)).stdout
    assert "feuille «\u00a0Prospects\u00a0»\u00a0: 5\u00a0lignes" in told
    assert "(masquée)" in told
