"""Record: the form, the running recording, and files brought in instead."""
