"""Small files everybody may use: problems, ticket, french, places, private_files. Nothing here knows a contact, a format or a screen."""
