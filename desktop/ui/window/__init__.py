"""The window, which only chooses what is shown."""
