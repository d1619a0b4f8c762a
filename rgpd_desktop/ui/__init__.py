"""The window, the only floor where Qt exists. It asks services and shows nouns of rules; it never opens a store or a file itself."""
