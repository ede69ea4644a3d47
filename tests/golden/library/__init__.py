"""Libraries as earlier versions of Griffel left them, with a fixed fictional key.

A format gets its folder in the change that makes the next one, and is never made again:

    python -m tests.golden.library.make 1

writes `format-1` with what `make.py` holds. Salts and nonces are chance, so no two are the same.
"""

from pathlib import Path

FORMATS = {number: Path(__file__).with_name(f"format-{number}") for number in (1, 2)}
