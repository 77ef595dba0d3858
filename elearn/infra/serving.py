"""One process that serves: waitress with eight threads, and an end that lets running requests finish.

waitress ends at SIGTERM by dropping what is running. Here SIGTERM closes the door, and the process goes on until
everybody inside has been served.
"""

import errno
import logging
import signal
import socket
import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer

THREADS = 8
MOST_CONNECTIONS = 1000
#: More than the application takes anywhere, so that too much ends in its page in words. waitress keeps it on the disk.
MOST_BODY_BYTES = 40_000_000
MOST_HEADER_BYTES = 32_768
WAIT_SECONDS = 1.0
PATIENCE_SECONDS = 0.05
#: Somebody who is connected and has sent nothing for this long is not waiting for us.
QUIET_SECONDS = 0.2
#: Requests that take longer are cut off. systemd's TimeoutStopSec must be larger.
DRAIN_SECONDS = 20.0


class TakeTurns:
    """Lets one reading request work at a time.

    Python runs one thread at a time anyway. Threads that wrestle for it at every question to the database lose a third
    of the machine; threads that take turns lose nothing. Nobody waits for a turn longer than `PATIENCE_SECONDS`, and
    writing requests, which wait for the disk, take none. For SQLite only: with a database server, waiting is not work.
    """

    def __init__(self, app: Callable[..., Any]) -> None:
        self._app = app
        self._turn = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """Answer a request, in its turn if it only reads."""
        reads = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        mine = reads and self._turn.acquire(timeout=PATIENCE_SECONDS)
        try:
            return self._app(environ, start_response)
        finally:
            if mine:
                self._turn.release()


class CannotListenError(Exception):
    """The address cannot be served. The message is one sentence that says what to do."""


def serve(app: Callable[..., Any], host: str, port: int, *, behind_proxy: bool, ready: Callable[[], None]) -> None:
    """Serve an application until SIGTERM or SIGINT, then let running requests finish and return.

    `ready` is called once the door is open. CannotListenError if the address is taken or not ours.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a full queue is told by the proxy, not by a line each
    connections: dict[int, Any] = {}
    server = _open(app, host, port, behind_proxy, connections)
    stopping: list[int] = []

    def stop(number: int, _frame: object) -> None:
        stopping.append(number)
        server.pull_trigger()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    ready()
    while not stopping:
        wasyncore.loop(timeout=WAIT_SECONDS, use_poll=True, map=connections, count=1)
    _drain(connections)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(connections)


def _open(
    app: Callable[..., Any], host: str, port: int, behind_proxy: bool, connections: dict[int, Any]
) -> BaseWSGIServer:
    return create_server(
        app,
        map=connections,
        sockets=[_listen(host, port)],
        threads=THREADS,
        ident="",
        connection_limit=MOST_CONNECTIONS,
        max_request_body_size=MOST_BODY_BYTES,
        max_request_header_size=MOST_HEADER_BYTES,
        clear_untrusted_proxy_headers=not behind_proxy,  # with a proxy, ProxyFix reads them
        asyncore_use_poll=True,
    )


def _listen(host: str, port: int) -> socket.socket:
    """The door, opened by ourselves: where that fails, waitress would leave threads and sockets behind."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise CannotListenError(_sentence(error, host, port)) from error


def _sentence(error: Exception, host: str, port: int) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"Port {port} is taken by another program: stop that program, or choose another port with --port."
    if number == errno.EACCES:
        return f"Port {port} needs more rights than you have: choose a port above 1023 with --port."
    return f"The address {host}:{port} cannot be used on this machine: choose another one with --host and --port."


def _drain(connections: dict[int, Any]) -> None:
    """Close the door, serve whoever is inside, send the others home."""
    for door in [one for one in connections.values() if isinstance(one, BaseWSGIServer)]:
        wasyncore.dispatcher.close(door)  # the socket only: its trigger still wakes us for replies
    end = time.monotonic() + DRAIN_SECONDS
    quiet_since = time.monotonic()
    while time.monotonic() < end and time.monotonic() - quiet_since < QUIET_SECONDS:
        wasyncore.loop(timeout=QUIET_SECONDS / 4, use_poll=True, map=connections, count=1)
        if any(_is_busy(one) for one in list(connections.values()) if isinstance(one, HTTPChannel)):
            quiet_since = time.monotonic()


def _is_busy(channel: HTTPChannel) -> bool:
    """Whether a request is arriving, running or being answered. The order of the questions matters: a reply is put
    into the buffers before its request goes."""
    return bool(channel.requests or channel.request is not None or channel.total_outbufs_len)
