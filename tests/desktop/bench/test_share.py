"""A share says how sure it is: the fewer there are, the less."""

import pytest

from desktop.bench.share import Share


def test_shares_add_up() -> None:
    assert Share(1, 3) + Share(2, 2) == Share(3, 5)
    assert Share(1, 4).percent == 25.0
    assert Share().percent == 0.0


# Known values of Wilson's interval at 95 %.
@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        (Share(8, 10), 49.0, 94.3),
        (Share(0, 10), 0.0, 27.8),
        (Share(10, 10), 72.2, 100.0),
        (Share(50, 100), 40.4, 59.6),
        (Share(), 0.0, 100.0),
    ],
)
def test_the_interval_is_wilson_s(share: Share, low: float, high: float) -> None:
    assert list(share.likely()) == pytest.approx([low, high], abs=0.05)
