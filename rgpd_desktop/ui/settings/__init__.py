"""Réglages: the look, where the data are, whether they are sound, what the program is made of."""
