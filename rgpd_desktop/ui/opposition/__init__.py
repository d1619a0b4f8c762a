"""The opposition list: what it holds, one address asked for, added or taken off, files brought in and checked."""
