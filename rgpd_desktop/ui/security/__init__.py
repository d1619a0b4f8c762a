"""The Sécurité page: the check-list theme by theme, answers kept as they are given, the plan of action. Services in, gestures out."""
