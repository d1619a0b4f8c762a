"""The only place where a person is kept: SQLite. Nouns of rules come in and go out; SQL never leaves; no file format, no screen enters."""
