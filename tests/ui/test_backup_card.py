"""The card of the backups by gestures: made, listed, removed, put elsewhere, come back to; and the box of a base that does not open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton

from rgpd_desktop.basics import places
from rgpd_desktop.basics.problems import Damaged
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services import edit_contacts, keep_backups
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import contacts, copy_file, keys
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.settings.backup_card import BackupCard
from rgpd_desktop.ui.settings.rescue_box import Rescue
from rgpd_desktop.ui.settings.restore_flow import PassphraseBox, RestoreDialog

TODAY = date.today()


@pytest.fixture
def card(services, theme, tmp_path, qtbot):
    jobs = JobRunner(lambda: open_desk(tmp_path / "d", TODAY))
    jobs.in_line = True
    with open_desk(tmp_path / "d", TODAY) as desk:
        for name in ("Zybult", "Durand"):
            contacts.add(desk.database, Contact(last_name=name, entered_on=TODAY), desk.starts)
    made = BackupCard(
        Services(jobs, theme, services.today, services.go, services.start_import, services.window, tmp_path / "d")
    )
    made.jobs, made.data = jobs, tmp_path / "d"
    jobs.touched.connect(lambda tables: made.refresh() if "backups" in tables else None)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    yield made
    jobs.close()


def press(qtbot, where, text):
    found = next(each for each in where.findChildren(QPushButton) if each.text() == text and each.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def box(kind):
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def said(widget):
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def names(data):
    with open_desk(data, TODAY) as desk:
        return [row[0] for row in desk.database.rows("SELECT last_name FROM contacts ORDER BY id")]


def delete_zybult(data):
    with open_desk(data, TODAY) as desk:
        edit_contacts.delete(desk, (1,), Ticket())


def test_before_the_first_backup_there_is_one_thing_to_do(card):
    assert card.last.text() == "Pas encore de sauvegarde"
    shown = [each.text() for each in card.findChildren(QPushButton) if each.isVisible()]
    assert shown == ["Sauvegarder maintenant", "Restaurer un fichier…", "Choisir le dossier…"]


def test_one_made_now_is_listed_with_its_date_and_counts(card, qtbot):
    press(qtbot, card, "Sauvegarder maintenant")
    assert card.last.text().startswith("Dernière sauvegarde\u00a0: aujourd’hui\u00a0")
    text = card.kept.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text.startswith(f"{TODAY:%d/%m/%Y} à ")
    assert "2\u00a0contacts · à votre demande · 0,2" in text


def test_one_is_removed_after_a_question(card, qtbot, monkeypatch):
    press(qtbot, card, "Sauvegarder maintenant")
    asked = []
    monkeypatch.setattr(messages, "confirm", lambda *words, **more: asked.append(words[1:]) or len(asked) > 1)
    press(qtbot, card, "Supprimer…")
    assert len(card.kept.row_ids) == 1
    press(qtbot, card, "Supprimer…")
    assert card.kept.row_ids == []
    assert asked[0][0].startswith(f"Supprimer la sauvegarde du {TODAY:%d/%m/%Y} à ")
    assert list(places.backups_folder(card.data).glob("*.rgpd")) == []


def test_another_folder_is_chosen_and_its_absence_told(card, qtbot, monkeypatch, tmp_path):
    key = tmp_path / "clé USB"
    key.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(key))
    press(qtbot, card, "Choisir le dossier…")
    press(qtbot, card, "Sauvegarder maintenant")
    assert Path(card.kept.row_ids[0]).parent == key
    assert card.folder.text() == f"Dossier\u00a0: {key}"
    assert not card.absent.isVisible()
    key.rename(tmp_path / "ailleurs")
    card.refresh()
    assert card.absent.accessibleName().startswith("Le dossier choisi n’est pas là.")
    press(qtbot, card, "Sauvegarder maintenant")
    assert Path(card.kept.row_ids[0]).parent == places.backups_folder(card.data)


def test_what_becomes_of_them_at_an_erasure_is_a_choice(card, qtbot):
    assert card.rewriting.isChecked()
    press(qtbot, card, "Sauvegarder maintenant")
    card.rewriting.click()
    delete_zybult(card.data)
    card.refresh()
    assert card.kept.row_ids == []
    assert not card.rewriting.isChecked()


def test_coming_back_shows_what_is_replayed_then_starts_again(card, qtbot, tmp_path):
    press(qtbot, card, "Sauvegarder maintenant")
    taken = tmp_path / "à part.rgpd"
    taken.write_bytes(Path(card.kept.row_ids[0]).read_bytes())
    delete_zybult(card.data)
    with open_desk(card.data, TODAY) as desk:
        contacts.add(desk.database, Contact(last_name="Martin", entered_on=TODAY), desk.starts)
    started = []
    card._flow.restart = lambda: started.append(True)
    card._flow.start(taken)
    dialog = box(RestoreDialog)
    assert "2\u00a0contacts, non chiffrée." in said(dialog)
    assert "1\u00a0effacement fait depuis sera rejoué\u00a0: personne ne revient." in said(dialog)
    assert dialog.focusWidget().text() == "Annuler"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert names(card.data) == ["Durand", "Martin"]
    assert not started
    card._flow.start(taken)
    press(qtbot, box(RestoreDialog), "Restaurer")
    assert started == [True]
    assert names(card.data) == ["Durand"]


def test_a_protected_backup_asks_its_passphrase(card, qtbot, tmp_path):
    keys.hold(bytes(48))
    with open_desk(tmp_path / "autre", TODAY) as desk:
        contacts.add(desk.database, Contact(last_name="Ailleurs", entered_on=TODAY), desk.starts)
        path = tmp_path / "protégée.rgpd"
        keep_backups.copy_to(desk, path, Ticket())
    keys.hold(None)
    with copy_file.opened(path, key=bytes(48)) as connection:
        connection.execute(f"PRAGMA rekey = \"x'{copy_file.key_of(path, 'la mer en hiver').hex()}'\"")
    shown, started = [], []
    card.jobs.show_failure = shown.append
    card._flow.restart = lambda: started.append(True)
    card._flow.start(path)
    asking = box(PassphraseBox)
    press(qtbot, asking, "Continuer")
    assert "Écrivez la phrase de passe." in said(asking)
    qtbot.keyClicks(asking.findChild(QLineEdit), "pas la bonne")
    press(qtbot, asking, "Continuer")
    assert [error.sentence for error in shown] == ["Cette phrase de passe n’ouvre pas cette sauvegarde."]
    card._flow.start(path)
    qtbot.keyClicks(box(PassphraseBox).findChild(QLineEdit), "la mer en hiver")
    qtbot.keyClick(box(PassphraseBox), Qt.Key.Key_Return)
    assert "Elle vient d’une autre installation" in said(box(RestoreDialog))
    press(qtbot, box(RestoreDialog), "Restaurer")
    assert started == [True]
    assert names(card.data) == ["Ailleurs"]
    assert b"SQLite" not in (card.data / places.DATABASE_NAME).read_bytes()[:16]
    keys.hold(None)


def test_a_base_that_does_not_open_is_offered_its_last_good_backup(qtbot, tmp_path):
    with open_desk(tmp_path, TODAY) as desk:
        contacts.add(desk.database, Contact(last_name="Durand", entered_on=TODAY), desk.starts)
        keep_backups.back_up(desk, Ticket())
    path = tmp_path / places.DATABASE_NAME
    path.write_bytes(path.read_bytes()[:4096] + bytes(path.stat().st_size - 4096))
    with pytest.raises(Damaged) as damaged:
        open_desk(tmp_path, TODAY)
    for button, answer in (("Fermer", False), (None, True)):
        rescue, ended = Rescue(tmp_path, damaged.value), []
        rescue.jobs.in_line = True
        rescue.ended.connect(ended.append)
        rescue.start()
        shown = box(Box)
        assert "1\u00a0contact, non chiffrée." in said(shown)
        named = [each.text() for each in shown.findChildren(QPushButton)]
        assert named[1].startswith(f"Restaurer la sauvegarde du {TODAY:%d/%m/%Y} à ")
        press(qtbot, shown, button or named[1])
        assert ended == [answer]
    assert names(tmp_path) == ["Durand"]


def test_without_a_good_backup_it_is_only_told(qtbot, tmp_path):
    rescue, ended = Rescue(tmp_path, Damaged("Le fichier de vos données est abîmé.", "Il n’a pas été touché.")), []
    rescue.jobs.in_line = True
    rescue.ended.connect(ended.append)
    rescue.start()
    press(qtbot, box(Box), "Fermer")
    assert ended == [False]
