"""Work that goes on beside the window: errands, engines, the file dialogs of the system."""
