"""The strip at the bottom: late to appear, clear about how far and how it ended."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QPushButton

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.ui.job_strip import JobStrip


@pytest.fixture
def strip(jobs, qtbot):
    jobs.in_line = False
    jobs.show_failure = lambda error: None
    made = JobStrip(jobs)
    qtbot.addWidget(made)
    return made


class Work:
    """A piece of work that advances when told to."""

    def __init__(self, error=None, total=1286):
        self.begun, self.goes_on, self.error, self.total = Event(), Event(), error, total

    def __call__(self, desk, ticket):
        ticket.step(842, self.total)
        self.begun.set()
        self.goes_on.wait(5)
        ticket.step(843, self.total)
        if self.error:
            raise self.error


def hurry(strip):
    """Half a second, at once."""
    timer = strip.findChildren(QTimer)[0]
    assert timer.isActive()
    timer.setInterval(0)


def test_a_short_write_shows_nothing(strip, jobs, qtbot):
    done = []
    jobs.write("Réglage", lambda desk, _: None, done.append)
    qtbot.waitUntil(lambda: done == [None])
    assert not strip.isVisible()


def test_a_long_write_shows_how_far_it_is_then_that_it_ended(strip, jobs, qtbot):
    work = Work()
    jobs.write("Import de la liste", work)
    assert not strip.isVisible()
    hurry(strip)
    qtbot.waitUntil(lambda: strip.text == "Import de la liste… 842 sur 1\u202f286")
    assert strip.isVisible()
    assert (strip.findChild(QProgressBar).value(), strip.findChild(QProgressBar).maximum()) == (842, 1286)
    work.goes_on.set()
    qtbot.waitUntil(lambda: strip.text == "Import de la liste\u00a0: terminé.")
    assert strip.findChild(QPushButton).isHidden()


def test_annuler_stops_the_write_and_says_that_nothing_was_kept(strip, jobs, qtbot):
    work = Work(total=None)
    jobs.write("Import de la liste", work)
    hurry(strip)
    qtbot.waitUntil(strip.isVisible)
    strip.findChild(QPushButton).click()
    assert strip.text == "Import de la liste\u00a0: arrêt en cours…"
    assert not strip.findChild(QPushButton).isEnabled()
    work.goes_on.set()
    qtbot.waitUntil(lambda: strip.text == "Import de la liste\u00a0: annulé, rien n’a été enregistré.")


def test_a_failure_leaves_the_word_to_its_box(strip, jobs, qtbot):
    work = Work(Refusal("Le disque est plein."))
    jobs.write("Import", work)
    hurry(strip)
    qtbot.waitUntil(strip.isVisible)
    work.goes_on.set()
    qtbot.waitUntil(strip.isHidden)


def test_a_read_is_shown_only_with_a_label(strip, jobs, qtbot):
    silent, labelled = Work(), Work()
    jobs.read("a", silent, lambda _: None)
    jobs.read("b", labelled, lambda _: None, label="Vérification de la base")
    hurry(strip)
    qtbot.waitUntil(lambda: strip.text.startswith("Vérification de la base…"))
    silent.goes_on.set()
    labelled.goes_on.set()
    qtbot.waitUntil(strip.isHidden)


def test_the_page_that_asked_has_the_last_word(strip, jobs, qtbot):
    work = Work()
    jobs.write("Import", work, lambda _: strip.toast("842 contacts importés."))
    hurry(strip)
    qtbot.waitUntil(strip.isVisible)
    work.goes_on.set()
    qtbot.waitUntil(lambda: strip.text == "842 contacts importés.")
