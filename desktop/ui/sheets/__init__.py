"""The sheets over the window: settings, models, about, terms, the guide, the keys."""
