"""One file per thing the user wants done: plain functions that make the doors meet. No Qt, no SQL, no file format."""
