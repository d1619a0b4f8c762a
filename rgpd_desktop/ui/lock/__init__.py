"""What stands before the data: the question of the first start, the screen of a locked program, the fields of a passphrase."""
