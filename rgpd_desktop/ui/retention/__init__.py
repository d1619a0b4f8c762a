"""Conservation: what must go and why, what is done about it, and the rules that decide."""
