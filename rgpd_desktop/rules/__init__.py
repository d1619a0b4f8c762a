"""What is true whatever the machine: nouns and pure functions. No clock, no disk, no thread; today is an argument."""
