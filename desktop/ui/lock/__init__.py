"""The door: opening the library, locking it, and starting anew behind the lock."""
