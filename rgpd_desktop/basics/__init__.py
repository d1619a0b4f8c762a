"""Five small files everybody may use: problems, ticket, french, places, private_files. No contact, no file format, no screen."""
