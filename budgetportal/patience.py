"""How long the application server waits for a client: its processes answer one request at a time.

nginx in front bounds slow clients without a process of ours (``deploy/nginx.conf``); where there
is none, a client that dawdles is cut off here, and the process goes on with the next.
"""

from __future__ import annotations

import errno
import socket
import time
from typing import Any

from gunicorn.workers.sync import SyncWorker

from .environment import whole_number

#: seconds for a request to arrive, and one more for each so many bytes that did
SECONDS = whole_number("CLIENT_SECONDS", default=10)
RATE = 16_000
#: seconds in which a client must take a piece of the answer
TAKING = 60


class PatientSocket(socket.socket):
    """A client's connection that ends when its request takes too long to arrive."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(fileno=descriptor)
        self.began = time.monotonic()
        self.received = 0
        self.settimeout(TAKING)

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """The next bytes; a client that is too slow counts as gone."""
        left = self.began + SECONDS + self.received / RATE - time.monotonic()
        self.settimeout(min(max(left, 0.001), self.gettimeout() or TAKING))
        try:
            found = super().recv(size, flags)
        except TimeoutError:
            raise ConnectionResetError(errno.ECONNRESET, "the request came too slowly") from None
        finally:
            self.settimeout(TAKING)
        self.received += len(found)
        return found


class PatientWorker(SyncWorker):
    """One process of the application server."""

    def handle(self, listener: Any, client: socket.socket, address: Any) -> None:
        """Answer one client."""
        super().handle(listener, PatientSocket(client.detach()), address)
