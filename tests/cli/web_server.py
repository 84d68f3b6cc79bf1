#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A server that answers in all the ways, good and bad, that tests of fetching need.

    web_server.py              prints its port, and serves until its standard input ends
    web_server.py COMMAND...   runs the command with WEB=http://127.0.0.1:PORT in its environment, prints what it
                               printed with PORT for the number, and exits as it did

It listens on a free port of 127.0.0.1, and of ::1 as well where there is one. What a path does says its function below:
/gzip is answered by answer_gzip().
"""

import gzip
import http.server
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import zlib

TEXT = "The bridge is closed, the council said. It opens again in May."
PAGE = f"""<!doctype html>
<html lang="en"><head><title>Bridge closed until May</title></head><body>
<header><a href="/">Home</a> <a href="/sport">Sport</a></header>
<article><h1>Bridge closed until May</h1>
<p>{TEXT}</p>
<p>Engineers found cracks in two of its five pillars last week, when the river was low. The cracks are older than
anyone had thought, Maria Lund, who led the inspection, told the council on Monday evening.</p>
<p>Buses go round by the mill in the meantime, which takes them a quarter of an hour longer. "We know what that means
for the pupils," said the mayor, Erik Dahl, and promised a boat for the mornings.</p>
</article>
<footer><a href="/about">About us</a></footer>
</body></html>
"""


def brotli(content):
    """`content` as a brotli stream: one block that is not compressed, and the end."""
    return ((len(content) - 1) << 4 | 1 << 20).to_bytes(3, "little") + content + b"\x03"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.address = urllib.parse.urlsplit(self.path)
        name, *self.rest = self.address.path.strip("/").split("/")
        try:
            getattr(self, "answer_" + name.replace("-", "_"), self.answer_nothing_there)()
        except OSError:  # it has been hung up
            self.close_connection = True

    def send(self, content, status=200, kind="text/plain; charset=utf-8", **headers):
        content = content.encode() if isinstance(content, str) else content
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(content))} | headers
        for header, value in headers.items():
            if value is not None:
                self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def send_raw(self, *parts, pause=0.0):
        """Bytes as they are, and the connection's end."""
        self.close_connection = True
        for part in parts:
            self.wfile.write(part)
            time.sleep(pause)

    def send_on(self, head, part, pause=0.0):
        """The same part again and again."""
        self.send_raw(head)
        while True:
            self.send_raw(part, pause=pause)

    def send_to(self, location, status=302, content="Look there."):
        self.send(content, status, Location=location)

    # --- Pages ---

    def answer_page(self):
        self.send(PAGE, kind="text/html; charset=utf-8")

    def answer_text(self):
        self.send(TEXT)

    def answer_empty(self):
        self.send("")

    def answer_untyped(self):
        self.send(TEXT, kind=None)

    def answer_latin(self):
        self.send("<p>The caf\xe9 is closed.</p>".encode("latin-1"), kind="text/html; Charset=\"ISO-8859-1\"")

    def answer_secret_charset(self):
        self.send(TEXT, kind="text/plain; charset=" + "x" * 1000)

    def answer_request(self):
        """What the request says."""
        said = [self.command, self.path]
        said += [f"{name}: {value}" for name, value in sorted(self.headers.items())]
        self.send("\n".join(said).replace(str(self.server.server_address[1]), "PORT"), Set_Cookie="taste=sweet")

    # --- Encodings ---

    def answer_gzip(self):
        self.send(gzip.compress(TEXT.encode()), Content_Encoding="gzip")

    def answer_deflate(self):
        self.send(zlib.compress(TEXT.encode()), Content_Encoding="deflate")

    def answer_brotli(self):
        self.send(brotli(TEXT.encode()), Content_Encoding="br")

    def answer_unknown_encoding(self):
        self.send(TEXT, Content_Encoding="rot13")

    def answer_damaged_gzip(self):
        self.send(gzip.compress(TEXT.encode())[:-8] + bytes(8), Content_Encoding="gzip")

    def answer_bomb(self):
        """1 MiB in 1 KiB."""
        self.send(gzip.compress(bytes(1 << 20)), Content_Encoding="gzip")

    def answer_chunked(self):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
        half = TEXT[:20].encode(), TEXT[20:].encode()
        self.send_raw(head, *(b"%x\r\n%s\r\n" % (len(part), part) for part in half), b"0\r\n\r\n")

    def answer_old(self):
        """As before HTTP/1.1: the end of the connection is the end of the page."""
        self.send_raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n", TEXT.encode())

    # --- Broken off ---

    def answer_cut(self):
        self.send_raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", TEXT.encode())

    def answer_cut_chunk(self):
        self.send_raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n", TEXT.encode())

    def answer_cut_between_chunks(self):
        self.send_raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nThe b\r\n")

    def answer_cut_gzip(self):
        """By its length it is whole."""
        self.send(gzip.compress(TEXT.encode())[:-12], Content_Encoding="gzip")

    def answer_cut_head(self):
        self.send_raw(b"HTTP/1.1 200 OK\r\nContent-Type: te")

    def answer_hang_up(self):
        self.send_raw()

    def answer_noise(self):
        self.send_raw(b"220 mail.example ESMTP ready\r\n")

    # --- Too much, too slow ---

    def answer_huge(self):
        self.send_raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n", TEXT.encode())

    def answer_endless(self):
        self.send_on(b"HTTP/1.0 200 OK\r\n\r\n", TEXT.encode() * 100)

    def answer_endless_head(self):
        self.send_on(b"HTTP/1.1 200 OK\r\n", b"X-Filler: " + b"x" * 1000 + b"\r\n")

    def answer_endless_line(self):
        self.send_on(b"HTTP/1.1 200 OK\r\nX-Filler: ", b"x" * 1000)

    def answer_endless_refusal(self):
        self.send_on(b"HTTP/1.0 403 Forbidden\r\n\r\n", TEXT.encode() * 100)

    def answer_drip(self):
        self.send_on(b"HTTP/1.0 200 OK\r\n\r\n", b".", pause=0.05)

    def answer_drip_head(self):
        self.send_on(b"HTTP/1.1 200 OK\r\nX-Filler: ", b".", pause=0.05)

    def answer_silence(self):
        time.sleep(5)

    # --- Other answers ---

    def answer_nothing_there(self):
        self.send("There is no such page.", 404)

    def answer_status(self):
        self.send("" if self.rest[0] in ("204", "304") else "No story.", int(self.rest[0]))

    # --- Redirects ---

    def answer_to(self):
        """/to?ADDRESS"""
        self.send_to(urllib.parse.unquote(self.address.query, "latin-1"))

    def answer_chain(self):
        """/chain/N: N redirects, of each kind in turn, then the page."""
        left = int(self.rest[0])
        kinds = (301, 302, 303, 307, 308)
        self.send_to(f"../chain/{left - 1}" if left > 1 else "../page#part", kinds[left % len(kinds)])

    def answer_slow_chain(self):
        time.sleep(0.1)
        self.send_to(f"/slow-chain/{int(self.rest[0]) + 1}")

    def answer_loop(self):
        self.send_to("/loop")

    def answer_endless_redirect(self):
        self.send_on(b"HTTP/1.0 302 Found\r\nLocation: /page\r\n\r\n", TEXT.encode() * 100)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


class Server6(Server):
    address_family = socket.AF_INET6


def serve():
    """Starts to serve; gives the port."""
    servers = [Server(("127.0.0.1", 0), Handler)]
    port = servers[0].server_address[1]
    try:
        servers.append(Server6(("::1", port), Handler))
    except OSError:
        pass
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return port


def run(command, port):
    environment = os.environ | {"WEB": f"http://127.0.0.1:{port}", "WEB_PORT": str(port)}
    result = subprocess.run(command, env=environment, capture_output=True, check=False)
    for stream, printed in ((sys.stdout, result.stdout), (sys.stderr, result.stderr)):
        stream.buffer.write(printed.replace(b":%d" % port, b":PORT"))
    return result.returncode


def main():
    port = serve()
    if len(sys.argv) > 1:
        return run(sys.argv[1:], port)
    print(port, flush=True)
    sys.stdin.read()
    return 0


sys.exit(main())
