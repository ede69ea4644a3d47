"""The command line: one module a group of commands, mounted together in app.py."""
