"""What entering a list leaves behind in the settings of the search index: nothing."""

from __future__ import annotations

from pathlib import Path

from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import arrivals
from tests.services.lists import TODAY, imported, write_list


def test_the_index_goes_back_to_its_own_pace(tmp_path: Path) -> None:
    with open_desk(tmp_path / "data", TODAY) as desk:
        imported(desk, write_list(tmp_path / "l.csv", "Nom;E-mail", "Aubry;a@exemple.example"))
        options = dict(desk.database.rows("SELECT k, v FROM contacts_fts_config"))
    assert {name: options[name] for name in arrivals._USUAL} == {"hashsize": 1 << 20, "automerge": 4}
