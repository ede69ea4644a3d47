# What the tests use of jeepney 0.9: a connection that waits for each answer.
from jeepney import Message

class DBusConnection:
    def send_and_get_reply(self, message: Message) -> Message: ...

def open_dbus_connection(bus: str = "SESSION") -> DBusConnection: ...
