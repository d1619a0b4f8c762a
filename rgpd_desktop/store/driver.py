"""The one SQLite of the program: sqlcipher3's own, for plain and encrypted databases alike, and the faults of the world put in words.

sqlite_utils looks for a module named pysqlite3 first; ours is registered under that name before sqlite_utils is ever
imported, or its `except IntegrityError` would watch for another family and a duplicate key would pass in silence.
"""

from __future__ import annotations

import sys
from typing import Any, TypeAlias

import sqlcipher3
from sqlcipher3 import dbapi2

from rgpd_desktop.basics.problems import Damaged, Refusal

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

Connection: TypeAlias = Any  # sqlcipher3 ships no type hints
connect = dbapi2.connect
DatabaseError = dbapi2.DatabaseError
Error = dbapi2.Error
IntegrityError = dbapi2.IntegrityError

# Primary result codes of SQLite (https://www.sqlite.org/rescode.html) that are faults of the world, not ours.
_BUSY, _LOCKED, _READONLY, _INTERRUPT, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 9, 10, 11, 13, 14, 26

_NOTHING_CHANGED = "Rien n’a été modifié."
_REFUSALS: dict[int, tuple[str, str]] = {
    _BUSY: (
        "Vos données sont en cours d’utilisation par une autre opération.",
        f"{_NOTHING_CHANGED} Attendez qu’elle se termine, puis recommencez.",
    ),
    _READONLY: (
        "Le dossier de vos données est protégé en écriture.",
        f"{_NOTHING_CHANGED} Rendez ce dossier accessible en écriture, puis recommencez.",
    ),
    _IOERR: (
        "Le disque n’a pas répondu correctement.",
        f"{_NOTHING_CHANGED} Vérifiez que le disque est bien branché et en bon état, puis recommencez.",
    ),
    _CORRUPT: (
        "Le fichier de vos données est abîmé.",
        "Il n’a pas été touché. Rétablissez une sauvegarde à sa place.",
    ),
    _FULL: (
        "Le disque est plein : l’opération n’a pas pu être enregistrée.",
        f"{_NOTHING_CHANGED} Libérez de la place, puis recommencez.",
    ),
    _CANTOPEN: (
        "Le fichier de vos données ne peut pas être ouvert.",
        f"{_NOTHING_CHANGED} Vérifiez que son dossier existe et qu’il est accessible en écriture.",
    ),
    _NOTADB: (
        "Le fichier de vos données n’est pas lisible : il est abîmé, ou protégé par une autre clé.",
        "Il n’a pas été touché. Fermez le programme et rouvrez-le avec votre phrase de passe ; sinon, rétablissez une sauvegarde.",
    ),
}
_REFUSALS[_LOCKED] = _REFUSALS[_BUSY]


def is_damage(error: Exception) -> bool:
    """Whether SQLite says that what is written in the file contradicts itself."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(code, int) and (code & 0xFF) in (_CORRUPT, _NOTADB)


def is_busy(error: Exception) -> bool:
    """Whether somebody else has the file."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(code, int) and (code & 0xFF) in (_BUSY, _LOCKED)


def refusal_for(error: Exception) -> Refusal | None:
    """The Refusal for a fault of the world (disk full, file locked, damaged…), None when the error is ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int) or (code & 0xFF) not in _REFUSALS:
        return None
    return (Damaged if is_damage(error) else Refusal)(*_REFUSALS[code & 0xFF])
