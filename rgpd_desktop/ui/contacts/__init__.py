"""The contacts page: the list, what is known of one person, and the dialogs that change it. Reads and writes through jobs only."""
