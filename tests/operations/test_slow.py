"""Clients that dawdle or send too much are cut off; the others are answered meanwhile."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.operations.stack import PATIENCE, Stack

pytestmark = pytest.mark.xdist_group("stack")
HEAD = b"GET /rules/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = (
    b"POST /verify/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
)


def held(port: int, begin: bytes, drop: bytes) -> float:
    """Seconds until a client that sends ``drop`` again and again is cut off."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=0.3) as client:
        client.sendall(begin)
        while time.monotonic() - began < 10 * PATIENCE:
            try:
                client.sendall(drop)
                if client.recv(1000).partition(b" ")[2][:3] in (b"", b"400", b"408"):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    return time.monotonic() - began


#: a head in drops, and what a body does
HEADS = (HEAD, b"X-Slow: 1\r\n")
BODIES = {"nginx": (BODY, b""), "alone": (BODY, b"x")}


@pytest.mark.parametrize(
    ("server", "slow"),
    [
        pytest.param("nginx", [HEADS, BODIES["nginx"]] * 10, id="nginx, ten heads and ten bodies"),
        pytest.param("alone", [HEADS], id="alone, a head"),
        pytest.param("alone", [BODIES["alone"]], id="alone, a body"),
    ],
)
def test_a_slow_client_is_cut_off_and_readers_go_on(
    stack: Stack, server: str, slow: list[tuple[bytes, bytes]]
) -> None:
    """Through nginx any number may dawdle; alone, each holds one process of the application."""
    port = stack.port if server == "nginx" else stack.port + 1
    with ThreadPoolExecutor(len(slow)) as clients:
        held_for = [clients.submit(held, port, *each) for each in slow]
        waited = [_time_of(stack, port) for _ in range(10)]
        times = [each.result() for each in held_for]
    assert max(waited) < PATIENCE
    assert PATIENCE - 0.5 < min(times) <= max(times) < PATIENCE + 3


def _time_of(stack: Stack, port: int) -> float:
    began = time.monotonic()
    assert stack.get("/rules/", port)[0] == 200
    return time.monotonic() - began


@pytest.mark.parametrize(
    ("begin", "status"),
    [
        (BODY.replace(b"1000", b"%d" % (33 * 2**20)), 413),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"x" * 9000 + b"\r\n\r\n", 400),
        (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414),
    ],
    ids=["body", "header", "address"],
)
def test_an_oversize_request_ends_before_it_is_read(
    stack: Stack, begin: bytes, status: int
) -> None:
    with socket.create_connection(("127.0.0.1", stack.port), timeout=PATIENCE) as client:
        client.sendall(begin)
        answer = client.recv(65536)
    assert answer.split(b" ")[1] == str(status).encode()
    assert b"\r\nServer: nginx\r\n" in answer
