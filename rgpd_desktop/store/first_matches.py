"""The first people, in name order, of a search that finds very many ("ma" in a million): what a list shows at once.

Only contacts.find_ids calls it. SQLite would note every match before walking the names; here the matches are read once, against the
first names only. A million people: 8 ms in place of 14, 54 in place of 121 when everybody matches.
"""

from __future__ import annotations

import json
from array import array

from rgpd_desktop.store.database import Database

VERY_MANY = 30_000  # matches; below, noting them is as quick
NAMES = 3_000  # the first names looked at: enough when one person in thirty matches


def by_name(database: Database, match: str, limit: int, *, is_descending: bool) -> array[int] | None:
    """The numbers of the first `limit` people that `match` (an FTS5 expression) finds, by name.

    None when the matches are not so many, or not enough of them stand among the first names: the whole question must then be asked.
    """
    counted = "SELECT count(*) FROM (SELECT 1 FROM contacts_fts WHERE contacts_fts MATCH ? LIMIT ?)"
    if int(database.value(counted, (match, VERY_MANY))) < VERY_MANY:
        return None
    way = " DESC" if is_descending else ""
    names = f"SELECT id FROM contacts INDEXED BY contacts_by_name ORDER BY sort_key{way}, id{way} LIMIT ?"
    first = [row[0] for row in database.rows(names, (NAMES,))]
    # The plus sign keeps FTS5 from looking up each number on its own, 30 us apiece.
    among = "SELECT rowid FROM contacts_fts WHERE contacts_fts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"
    found = {row[0] for row in database.rows(among, (match, json.dumps(first)))}
    ids = array("q", [number for number in first if number in found][:limit])
    return ids if len(ids) == limit else None
