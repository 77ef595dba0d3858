"""The server ends without dropping anybody, and says clearly why it cannot begin."""

import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from elearn.infra.serving import CannotListenError, serve
from tests.serving import ROOT, free_port

SLOW = """
import sys, time
from elearn.infra.serving import serve
def app(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1.2)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode() + b"." * 200000]
serve(app, "127.0.0.1", int(sys.argv[1]), behind_proxy=False, ready=lambda: print("open", flush=True))
print("closed", flush=True)
"""


@pytest.fixture
def server() -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    """A server with a slow page, in a process of its own."""
    port = free_port()
    command = [sys.executable, "-c", SLOW, str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    yield port, process
    process.kill()
    process.wait(5)
    process.stdout.close()


def get(port: int, path: str, answers: list[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answers.append(len(connection.getresponse().read()))
    finally:
        connection.close()


def test_a_running_request_is_finished_before_the_end(server: tuple[int, "subprocess.Popen[str]"]) -> None:
    port, process = server
    idle = socket.create_connection(("127.0.0.1", port))  # somebody who says nothing holds nobody up
    answers: list[int] = []
    reader = threading.Thread(target=get, args=(port, "/slow", answers))
    reader.start()
    time.sleep(0.4)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    assert process.wait(5) == 0
    reader.join(5)
    idle.close()
    assert answers == [len("/slow") + 200000]
    assert process.stdout is not None
    assert process.stdout.read() == "closed\n"


def test_an_idle_server_ends_at_once(server: tuple[int, "subprocess.Popen[str]"]) -> None:
    port, process = server
    get(port, "/", [])
    before = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(5) == 0
    assert time.monotonic() - before < 2


def test_a_taken_port_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotListenError, match=f"Port {port} is taken"):
            serve(lambda *_: [], "127.0.0.1", port, behind_proxy=False, ready=lambda: None)


def test_an_address_of_another_machine_is_one_sentence() -> None:
    with pytest.raises(CannotListenError, match="cannot be used on this machine"):
        serve(lambda *_: [], "192.0.2.1", 8000, behind_proxy=False, ready=lambda: None)
