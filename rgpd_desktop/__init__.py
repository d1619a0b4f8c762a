"""RGPD Desktop: keep, explain and let go of one's contacts, on one's own computer."""

__version__ = "0.1.0"
