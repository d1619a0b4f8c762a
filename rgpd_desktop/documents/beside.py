"""How every file leaves the program: written beside its place then renamed, so that it is whole or absent. Used by sheets and papers.

Knows no format. The world's faults become Refusals whose sentences name neither the file nor its folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rgpd_desktop.basics.problems import Refusal

NOTHING_WRITTEN: Final = "Rien n’a été écrit."


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A new file in the same folder, renamed to `path` when all went well, removed otherwise. Raises Refusal for the world's faults."""
    try:
        if os.path.exists(path):  # noqa: PTH110 - Path.exists raises for a name that is too long
            with path.open("r+b"):  # said before the work: open in Excel, protected, or a folder
                pass
        handle, name = tempfile.mkstemp(prefix=".", suffix=".partial", dir=path.parent)
    except OSError as error:
        raise refusal_for(error, path) from None
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        partial.replace(path)
    except OSError as error:
        raise refusal_for(error, path) from None
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def refusal_for(error: OSError, path: Path) -> Refusal:
    """The sentence for a file that could not be written at `path`; names neither the file nor its folder."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refusal(
            "Le disque est plein : le fichier n’a pas été écrit.",
            "Libérez de la place ou choisissez un autre disque, puis recommencez.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return Refusal("Ce nom de fichier est trop long.", f"{NOTHING_WRITTEN} Choisissez un nom plus court.")
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):  # noqa: PTH112 - likewise
        return Refusal("Ce nom est celui d’un dossier.", f"{NOTHING_WRITTEN} Choisissez un autre nom de fichier.")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Refusal("Ce dossier n’existe pas ou plus.", f"{NOTHING_WRITTEN} Choisissez un autre dossier.")
    if isinstance(error, PermissionError) and os.path.exists(path):  # noqa: PTH110 - likewise
        return Refusal(
            "Ce fichier est ouvert dans un autre programme (Excel, LibreOffice…) ou protégé en écriture.",
            "Il n’a pas été modifié. Fermez-le, puis recommencez, ou choisissez un autre nom.",
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return Refusal("Ce dossier est protégé en écriture.", f"{NOTHING_WRITTEN} Choisissez un autre dossier.")
    return Refusal(
        "Le fichier n’a pas pu être écrit.",
        f"{NOTHING_WRITTEN} Vérifiez le disque et le nom du fichier, puis recommencez.",
    )
