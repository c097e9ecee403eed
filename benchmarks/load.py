"""A small load: several processes ask the same thing over kept connections for some seconds."""

from __future__ import annotations

import multiprocessing
import random
import socket
import time
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True)
class Load:
    """Requests a second, the slowest hundredth in seconds, and how many answers were not 200."""

    rate: float
    p50: float
    p99: float
    errors: int


def load(port: int, path: str, *, seconds: float = 2, readers: int = 4) -> Load:
    """What ``readers`` processes get from 127.0.0.1:``port`` together."""
    with multiprocessing.get_context("fork").Pool(readers) as pool:
        found = pool.starmap(_read, [(port, path, seconds)] * readers)
    times = sorted(each for part, _ in found for each in part)
    cuts = quantiles(times, n=100)
    return Load(len(times) / seconds, cuts[49], cuts[98], sum(errors for _, errors in found))


def _read(port: int, path: str, seconds: float) -> tuple[list[float], int]:
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: br\r\n\r\n"
    ).encode()
    times, errors, connection = list[float](), 0, None
    end = time.perf_counter() + seconds
    while (started := time.perf_counter()) < end:
        try:
            connection = connection or _connected(port)
            connection.sendall(request)
            head, kept = _answer(connection)
            errors += b" 200 " not in head[:15]
            if not kept:
                connection.close()
                connection = None
        except OSError:
            errors, connection = errors + 1, None
        times.append(time.perf_counter() - started)
    return times, errors


def _connected(port: int) -> socket.socket:
    """From any address of the loopback: ports of one address run out where none is kept alive."""
    source = (f"127.0.0.{random.randrange(2, 250)}", 0)
    return socket.create_connection(("127.0.0.1", port), 10, source)


def _answer(connection: socket.socket) -> tuple[bytes, bool]:
    data = b""
    while b"\r\n\r\n" not in data:
        if not (chunk := connection.recv(65536)):
            raise OSError("closed")
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    lower = head.lower()
    left = int(lower.partition(b"content-length:")[2].split(b"\r\n")[0]) - len(body)
    while left > 0:
        if not (chunk := connection.recv(min(left, 262144))):
            raise OSError("closed")
        left -= len(chunk)
    return head, b"connection: close" not in lower
