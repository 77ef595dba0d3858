"""A small closed-loop load: some connections, each sends its next request when the reply is there."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Request = Callable[[int, int], bytes]  # (connection, turn) -> the bytes to send


@dataclass
class Measured:
    """What came back: replies by status, and how long it took."""

    seconds: float = 0
    statuses: dict[int, int] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Good replies (2xx and 3xx) per second."""
        return sum(count for status, count in self.statuses.items() if status < 400) / self.seconds

    @property
    def p95(self) -> float:
        """The 95th percentile of the reply time, in milliseconds."""
        return sorted(self.latencies)[int(len(self.latencies) * 0.95)] * 1000 if self.latencies else 0


def get(address: str, cookie: str = "") -> Request:
    """A GET request, as a browser of today sends it."""
    return lambda _connection, _turn: request_bytes("GET", address, cookie)


def request_bytes(method: str, address: str, cookie: str = "", body: str = "") -> bytes:
    """The bytes of an HTTP request."""
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"{method} {path} HTTP/1.1", f"Host: {parts.netloc}", "Accept-Encoding: br, gzip"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body.encode())}"]
        lines.append(f"Origin: {parts.scheme}://{parts.netloc}")
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def run(address: str, request: Request, *, connections: int = 8, seconds: float = 5) -> Measured:
    """Send requests from several connections for some seconds. Bounded in time; to this machine only."""
    host, port = urlsplit(address).hostname or "", urlsplit(address).port or 80
    if host not in ("127.0.0.1", "localhost"):
        raise ValueError("A load goes to this machine only.")
    result, lock = Measured(), threading.Lock()
    started = time.monotonic()

    def work(connection: int) -> None:
        with socket.create_connection((host, port), timeout=30) as link:
            reader, turn = link.makefile("rb"), 0
            while time.monotonic() - started < seconds:
                sent = time.monotonic()
                link.sendall(request(connection, turn))
                status = read_reply(reader)
                turn += 1
                with lock:
                    result.statuses[status] = result.statuses.get(status, 0) + 1
                    result.latencies.append(time.monotonic() - sent)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.monotonic() - started
    return result


def send(address: str, request: bytes) -> int:
    """Send one request; returns the status of the reply."""
    with socket.create_connection((urlsplit(address).hostname, urlsplit(address).port), timeout=30) as link:
        link.sendall(request)
        return read_reply(link.makefile("rb"))


def read_reply(reader: "socket.SocketIO") -> int:  # type: ignore[name-defined]
    """Read one reply to its end; returns the status."""
    status = int(reader.readline().split()[1])
    length, chunked = 0, False
    while (line := reader.readline()) not in (b"\r\n", b""):
        name, _, value = line.lower().partition(b":")
        if name == b"content-length":
            length = int(value)
        chunked = chunked or (name == b"transfer-encoding" and b"chunked" in value)
    if chunked:
        while (size := int(reader.readline().split(b";")[0], 16)) > 0:
            reader.read(size + 2)
        reader.readline()
    elif length:
        reader.read(length)
    return status
