# SPDX-License-Identifier: GPL-3.0-or-later
"""sink - a receiver of messages over HTTP and SMTP, for tests: Python 3 and nothing else

    python3 tests/sink.py LOG >ports &

prints "HTTP-PORT SMTP-PORT" and serves until it is killed.  What it answers is in the address
before the @ (of the body's member "to", or of RCPT):

    ok             accepted, as is anything that is not below
    503            this code, for HTTP with Retry-After: 7 when written 503+7; for SMTP to RCPT,
                   with an enhanced code when written 550.5.1.1, to the end of the data when
                   written data554.5.7.1
    503-once       likewise, and accepted from the second time on
    drop           taken whole, then the connection is closed without an answer
    hang           taken whole, then nothing comes until the other side goes away

The last two may have a number behind them.

Every message that was taken whole, and every refusal, is a line of LOG, written before the
answer: {"via","id","to","code","body"}.
"""
import json
import re
import socketserver
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

lock = threading.Lock()
seen = set()
log = open(sys.argv[1], "a", buffering=1)


def note(via, mid, to, code, body=None):
    with lock:
        log.write(json.dumps({"via": via, "id": mid, "to": to, "code": code, "body": body}) + "\n")


def verdict(to):
    """(stage, code, more, what) of an address: stage is '' or 'data'"""
    local = to.split("@")[0] if isinstance(to, str) else ""
    m = re.fullmatch(r"(data)?([2-5]\d\d)([.+][\d.]+)?(-once)?", local)
    if local.rstrip("0123456789") in ("drop", "hang"):
        return "data", 0, "", local[:4]
    if m is None:
        return "", 0, "", ""
    if m[4]:
        with lock:
            first = to not in seen
            seen.add(to)
        if not first:
            return "", 0, "", ""
    return m[1] or "", int(m[2]), (m[3] or "")[1:], ""


class Http(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            value = json.loads(body)
        except ValueError:
            value = None
        to = value.get("to") if isinstance(value, dict) else None
        _, code, more, what = verdict(to)
        note("http", self.headers.get("webhook-id"), to, code or 200, value)
        if what == "hang":
            self.rfile.read(1)
        if what:
            self.close_connection = True
            return
        self.send_response(code or 200)
        if more:
            self.send_header("Retry-After", more)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


class Smtp(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write((text + "\r\n").encode())

    def data(self, to):
        lines = []
        self.say("354 go on")
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        else:
            return False
        text = b"".join(lines).decode("utf-8", "replace")
        mid = re.search(r"(?im)^Message-ID:\s*<([^@>]*)", text)
        stage, code, more, what = self.verdict
        if stage != "data":
            code, more, what = 250, "2.0.0", ""
        note("smtp", mid[1] if mid else None, to, code, text)
        if what == "hang":
            self.rfile.read(1)
        if what:
            return False
        self.say(f"{code} {more} noted")
        return True

    def handle(self):
        to = None
        self.verdict = ("", 0, "", "")
        self.say("220 sink")
        for raw in self.rfile:
            line = raw.decode("latin-1").strip()
            verb = line.split(" ")[0].upper()
            if verb == "EHLO":
                self.say("250-sink\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES")
            elif verb == "RCPT":
                to = re.search(r"<([^>]*)>", line)[1]
                self.verdict = verdict(to)
                stage, code, more, _ = self.verdict
                if code and not stage:
                    note("smtp", None, to, code)
                    self.say(f"{code} {more} refused")
                else:
                    self.say("250 ok")
            elif verb == "DATA":
                if not self.data(to):
                    return
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


class Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        """Who sends may be killed: that is what the test is about."""


class Web(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        """Likewise."""


web = Web(("127.0.0.1", 0), Http)
mail = Threads(("127.0.0.1", 0), Smtp)
print(web.server_address[1], mail.server_address[1], flush=True)
threading.Thread(target=web.serve_forever, daemon=True).start()
mail.serve_forever()
