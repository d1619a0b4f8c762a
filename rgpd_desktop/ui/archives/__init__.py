"""The Archives page: who left the lists and is kept for a duty, until when; each look is noted."""
