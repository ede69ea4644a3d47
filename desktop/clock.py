"""A moment of a recording in figures, as on a player."""


def clock(seconds: float, *, whole: bool = False) -> str:
    """1:02, or 1:01:02 past the hour; `whole`: two figures for the minutes, as a running clock."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02d}:{rest:02d}"
    return f"{minutes:02d}:{rest:02d}" if whole else f"{minutes}:{rest:02d}"
