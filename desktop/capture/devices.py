"""Which microphones there are, asked in a process that can be ended: looking may hang."""

import multiprocessing
from collections.abc import Callable

from pydantic import TypeAdapter, ValidationError

from asr.confine import Sender
from asr.ear import run_list
from asr.errors import MicrophoneMissing, SoundSystemMissing
from asr.microphone import Microphone

PATIENCE = 10.0  # seconds; it takes half a second
_FOUND: TypeAdapter[tuple[Microphone, ...] | None] = TypeAdapter(tuple[Microphone, ...] | None)


def find_microphones(
    look: Callable[[Sender], None] = run_list, patience: float = PATIENCE
) -> tuple[Microphone, ...]:
    """Every microphone, the default one first; MicrophoneMissing if there is none."""
    spawn = multiprocessing.get_context("spawn")
    receiver, sender = spawn.Pipe(duplex=False)
    process = spawn.Process(target=look, args=(sender,), daemon=True)
    process.start()
    sender.close()
    try:
        answer = receiver.recv_bytes() if receiver.poll(patience) else b"[]"
        found = _FOUND.validate_json(answer)
    except (EOFError, OSError, ValidationError):
        raise MicrophoneMissing from None
    finally:
        process.kill()
        process.join(patience)
        receiver.close()
    if found is None:
        raise SoundSystemMissing
    if not found:
        raise MicrophoneMissing
    return found
