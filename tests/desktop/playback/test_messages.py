"""What goes over the pipe: closed values that come back as they were, and a key nobody sees."""

import pytest
from pydantic import ValidationError

from desktop.playback.messages import (
    Begin,
    Ended,
    Failed,
    News,
    Order,
    Pause,
    Play,
    Position,
    Tempo,
    read_news,
    read_order,
    to_bytes,
)

ORDERS: tuple[Order, ...] = (
    Begin(place="/a/b", key="00ff"),
    Play(turn=1, at=3.5, speed=1.5),
    Pause(),
    Tempo(speed=0.75),
)
NEWS: tuple[News, ...] = (
    Position(turn=1, seconds=2.5),
    Ended(turn=1),
    Failed(turn=1, code="player.stopped"),
)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.kind)
def test_an_order_comes_back(order: Order) -> None:
    assert read_order(to_bytes(order)) == order


@pytest.mark.parametrize("news", NEWS, ids=lambda news: news.kind)
def test_news_comes_back(news: News) -> None:
    assert read_news(to_bytes(news)) == news


@pytest.mark.parametrize(
    "data", [b"", b"{}", b'{"kind":"play","turn":1,"at":-1,"speed":1}', b'{"kind":"ended"}']
)
def test_what_is_no_message_is_refused(data: bytes) -> None:
    for read in (read_order, read_news):
        with pytest.raises(ValidationError):
            read(data)


def test_the_key_is_not_shown() -> None:
    assert "00ff" not in repr(ORDERS[0])
    assert b"00ff" in to_bytes(ORDERS[0])  # control
