"""Where things live: the environment decides first, and nothing is created by asking."""

from __future__ import annotations

from pathlib import Path

import pytest

from rgpd_desktop.basics import places


def test_the_environment_decides_where_the_data_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RGPD_DESKTOP_DATA", str(tmp_path / "clé usb"))
    assert places.data_folder() == tmp_path / "clé usb"
    assert not places.data_folder().exists()
    assert places.backups_folder(places.data_folder()) == tmp_path / "clé usb" / "sauvegardes"
    assert places.logs_folder(places.data_folder()) == tmp_path / "clé usb" / "journaux"


def test_without_it_the_platform_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RGPD_DESKTOP_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert places.data_folder().name == "rgpd-desktop"
    assert not (tmp_path / "rgpd-desktop").exists()


def test_the_resources_are_found() -> None:
    assert (places.resources() / "legal" / "catalogue.toml").is_file()
