"""The libraries the program is delivered with and their licences, as shown in Réglages. docs/dependencies.md says why each is there."""

from __future__ import annotations

_LIBRARIES = (
    ("Qt 6 et PySide6 (The Qt Company)", "LGPL 3.0"),
    ("Python (Python Software Foundation)", "PSF 2.0"),
    ("SQLite", "domaine public"),
    ("SQLCipher (Zetetic)", "BSD 3 clauses"),
    ("sqlcipher3", "zlib"),
    ("sqlite-utils", "Apache 2.0"),
    ("python-calamine", "MIT"),
    ("openpyxl", "MIT"),
    ("phonenumbers", "Apache 2.0"),
    ("email-validator", "Unlicense"),
    ("click", "BSD 3 clauses"),
    ("platformdirs", "MIT"),
    ("zxcvbn", "MIT"),
    ("keyring", "MIT"),
)
LICENCES = "\n".join(f"{name} — {licence}" for name, licence in _LIBRARIES)
