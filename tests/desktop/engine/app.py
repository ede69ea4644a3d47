"""An app of nothing but an engine, to be killed: it prints the process of the engine, and waits.

Its argument is what the engine does meanwhile; the order is the first line of its input.
"""

import sys
import threading

from desktop.engine import Engine, Listen, Ready
from tests.desktop.engine.engines import echo_engine, stuck_engine, told_until


def main() -> None:
    """Give the order and wait."""
    order = Listen.model_validate_json(sys.stdin.readline())
    engine = Engine({"idle": echo_engine, "busy": stuck_engine}[sys.argv[1]])
    engine.order(order)
    told_until(engine, lambda told: told == [Ready()])
    print(engine.process, flush=True)  # noqa: T201 - for the test
    threading.Event().wait()


if __name__ == "__main__":
    main()
