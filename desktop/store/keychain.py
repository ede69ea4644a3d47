"""The keychain of the system, for who prefers logging in once over typing the passphrase.

Only Windows Credential Manager, the macOS keychain and the Secret Service of Linux are used, each
asked for by name. Keyring's own choice can be steered by an environment variable, a settings file
or a package beside it, to a plain text file for instance.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from desktop.errors import KeychainUnavailable
from desktop.store.sealing import Key, SealBroken

if TYPE_CHECKING:  # it is imported only once somebody wants a keychain
    from keyring.backend import KeyringBackend

_NAME = "root key"
_Failures = tuple[type[Exception], ...]


class Backend(Protocol):
    """What keyring gives for one kind of keychain."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class Keychain:
    """Root keys in a keychain, one for each library; `failures` is how that keychain refuses."""

    def __init__(self, backend: Backend, failures: _Failures) -> None:
        self._backend = backend
        self._failures = failures

    def remember(self, library: str, root: Key) -> None:
        """Keep the root key of a library. Only at the user's own request."""
        with self._translated():
            self._backend.set_password(_service(library), _NAME, root.revealed().hex())

    def find(self, library: str) -> Key | None:
        """The root key, if it was remembered; `Vault.fits` tells whether it is the right one."""
        with self._translated():
            kept = self._backend.get_password(_service(library), _NAME)
        try:
            return Key(bytes.fromhex(kept or ""))
        except (ValueError, SealBroken):
            return None

    def forget(self, library: str) -> None:
        """Take it out. Forgetting what is not there is no failure."""
        with self._translated():
            if self._backend.get_password(_service(library), _NAME) is not None:
                self._backend.delete_password(_service(library), _NAME)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except self._failures:
            raise KeychainUnavailable from None


def system_keychain() -> Keychain:
    """The keychain of this system, or KeychainUnavailable."""
    from keyring.errors import KeyringError

    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring
        from win32ctypes.pywin32.pywintypes import error as WindowsError

        manager = _made(WinVaultKeyring)
        manager.persist = "local machine"  # else a domain takes it along to other computers
        return Keychain(manager, (KeyringError, WindowsError, OSError))
    if sys.platform == "darwin":
        from keyring.backends.macOS import Keyring

        return Keychain(_made(Keyring), (KeyringError, OSError))
    from jeepney import DBusErrorResponse
    from keyring.backends.SecretService import Keyring
    from secretstorage.exceptions import SecretStorageException

    failures = (KeyringError, SecretStorageException, DBusErrorResponse, OSError)
    return Keychain(_made(Keyring), failures)


def _made(kind: "type[KeyringBackend]") -> Backend:
    """A keychain of that kind, if it can be used here."""
    if not kind.viable:
        raise KeychainUnavailable
    make: Callable[[], Backend] = kind  # keyring does not type its own constructor
    return make()


def _service(library: str) -> str:
    return f"griffel {library}"
