"""The dashboard: what to do today, most urgent first."""
