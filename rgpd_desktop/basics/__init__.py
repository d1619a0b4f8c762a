"""Four small files everybody may use: problems, ticket, french, places. Nothing here knows a contact, a file format or a screen."""
