"""Papers and sheets out: values become files, written beside their place and renamed. Nothing is read back, nothing is decided here."""
