"""The server that `serve` and others build on, asked over real connections."""

import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest

pytest.importorskip("uvicorn", reason="no server: pip install 'podproof[serve]'")

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from podproof.checker.errors import UsageError
from podproof.checker.server.guard import Protection
from podproof.checker.server.loopback import LoopbackServer

MOST = 1000


async def echo(request: Request) -> PlainTextResponse:
    """The body, back again."""
    return PlainTextResponse(await request.body())


async def endless(request: Request) -> StreamingResponse:
    """A stream that nobody ends."""

    async def lines():
        while True:
            yield b"x" * 65536

    return StreamingResponse(lines())


APPLICATION = Starlette(routes=[Route("/", echo, methods=["GET", "POST"]), Route("/endless", endless)])


@pytest.fixture(scope="module")
def server():
    """A server with a token, which `/endless` does not need."""
    protection = Protection(token="secret", public=frozenset({"/endless"}), most_bytes=MOST)
    server = LoopbackServer(APPLICATION, protection=protection)
    with server.in_thread():
        yield server


def status(server, body=None, **headers):
    """The status of the answer to a request with these headers; None leaves a header out."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    wanted = {"Host": f"127.0.0.1:{server.port}", "Authorization": "Bearer secret", **headers}
    connection.putrequest("POST", "/", skip_host=True)
    for name, value in wanted.items():
        if value is not None:
            connection.putheader(name, value)
    connection.endheaders(body, encode_chunked="Transfer-Encoding" in headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_it_listens_on_this_machine_only(server):
    assert server.address == f"http://127.0.0.1:{server.port}"
    other = socket.socket()
    with pytest.raises(ConnectionRefusedError):
        other.connect(("127.0.0.2", server.port))
    other.close()


def test_it_does_not_delay_small_packets(server):
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        assert client.recv(9) == b"HTTP/1.1 "
        (connection,) = server._server.server_state.connections
        accepted = connection.transport.get_extra_info("socket")
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_it_answers_to_its_own_names_only(server):
    assert status(server) == status(server, Host=f"LOCALHOST:{server.port}") == 200
    for host in ("attacker.example", f"attacker.example:{server.port}", "127.0.0.1", "127.0.0.1:1", ""):
        assert status(server, Host=host) == 421


def test_it_answers_no_page_of_another_site(server):
    assert status(server, Origin=server.address) == 200
    for origin in ("http://attacker.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"):
        assert status(server, Origin=origin) == 403


def test_it_asks_for_its_token(server):
    for token in (None, "", "Bearer", "Bearer secre", "bearer secret", "Bearer sécret"):
        assert status(server, Authorization=token) == 401


def test_it_reads_no_more_than_its_bound(server):
    whole, more = b"x" * MOST, b"x" * (MOST + 1)
    assert status(server, whole, **{"Content-Length": str(len(whole))}) == 200
    assert status(server, more, **{"Content-Length": str(len(more))}) == 413
    assert status(server, [whole], **{"Transfer-Encoding": "chunked"}) == 200
    assert status(server, [whole, b"x"], **{"Transfer-Encoding": "chunked"}) == 413


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_number_that_is_no_port_is_named(port):
    with pytest.raises(UsageError, match=f"port {port} of 127.0.0.1: not from 0 to 65535"):
        LoopbackServer(APPLICATION, port=port)


def test_a_port_that_is_taken_is_named(server):
    with pytest.raises(UsageError, match=f"port {server.port} of 127.0.0.1: Address already in use"):
        LoopbackServer(APPLICATION, port=server.port)


def test_it_ends_at_once_with_a_client_that_does_not_read():
    server = LoopbackServer(APPLICATION)
    with server.in_thread():
        client = socket.create_connection(("127.0.0.1", server.port))
        client.sendall(b"GET /endless HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % server.port)
        assert client.recv(12) == b"HTTP/1.1 200"
    client.close()


PROGRAM = """
from test_loopback import APPLICATION, LoopbackServer
LoopbackServer(APPLICATION).run(lambda address: print(address, flush=True))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_an_open_stream(number):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([os.path.dirname(__file__), os.getcwd()])}
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    port = int(program.stdout.readline().rpartition(":")[2])
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(b"GET /endless HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % port)
    assert client.recv(12) == b"HTTP/1.1 200"
    program.send_signal(number)
    program.communicate(timeout=60)
    assert program.returncode == -number
    client.close()
