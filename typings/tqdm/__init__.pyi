# What Griffel uses of tqdm 4.70, which ships without types.
from threading import RLock

class tqdm:
    @classmethod
    def set_lock(cls, lock: RLock) -> None: ...
