"""Lists in: bytes of somebody's file become plain rows of cells. What a cell means is for rules; nothing is stored here."""
