# SPDX-License-Identifier: GPL-3.0-or-later
"""wire_sink - messages for receivers, what must become of them, and receivers on free ports

SMTP: the local part of an address says what happens, "rcpt_550_5.1.1" at RCPT (mail_ of the
sender, data_ and dot_ likewise); "dot_hang", "dot_drop", "rcpt_drop" ... hang, or hang up; "bye" hangs up behind the answer.
HTTP: the path does, see Http.
"""
import base64
import http.server
import json
import os
import re
import socket
import socketserver
import ssl
import subprocess
import threading
import time

from tap import note

HANG_S = 8
WIRE = os.path.join(os.environ.get("BUILD", "build"), "t", "wire")


def wire(settings, *messages, mode=()):
    """What became of each message, by its id; or what the settings were refused for."""
    lines = [json.dumps(settings)] if not mode else []
    lines += [json.dumps(m) for m in messages]
    p = subprocess.run([WIRE, *mode], input="\n".join(lines).encode() + b"\n", capture_output=True, check=False)
    if p.returncode != 0:
        return p.stderr.decode()
    found = [json.loads(line) for line in p.stdout.splitlines()]
    return found if mode else {r["id"]: r for r in found}


def is_(r, verdict, flags=(), **more):
    good = isinstance(r, dict) and r["verdict"] == verdict and sorted(r["flags"]) == sorted(flags) and all(
        r[k] == v for k, v in more.items())
    if not good:
        note(f"got {r}, want {verdict} {sorted(flags)} {more}")
    return good


def mail(ident, to, sender="shop@example.org"):
    return {"id": ident, "from": sender, "to": to, "subject": "Hi", "text": "Hello\n.dot\n", "now_us": 1764500000000000}


# ---- codes of SMTP: stage, code, enhanced, and what they mean ----

SMTP = [("rcpt", c, "", "transient", f) for c, f in [
    (421, ["throttle"]), (450, []), (451, []), (452, []), (454, []), (455, []), (471, []), (552, [])]]
SMTP += [(s, c, e, "permanent", ["dead"]) for s in ("rcpt", "dot") for c in (550, 551, 553) for e in (
    "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10")]
SMTP += [("rcpt", 521, "", "permanent", ["dead"]), ("rcpt", 556, "", "permanent", ["dead"]),
         ("rcpt", 556, "5.1.10", "permanent", ["dead"]), ("rcpt", 521, "5.3.2", "permanent", ["dead"])]
SMTP += [(s, 552, "5.2.2", "transient", ["full"]) for s in ("rcpt", "dot")] + [("dot", 552, "", "transient", ["full"])]
SMTP += [("dot", 552, "5.3.4", "permanent", []), ("data", 452, "4.3.1", "transient", []),
         ("rcpt", 452, "4.2.2", "transient", ["full"])]
SMTP += [(s, 554, e, "permanent", ["reputation"]) for s in ("mail", "rcpt", "data", "dot") for e in ("", "5.7.1")]
SMTP += [("dot", 550, "5.7.26", "permanent", ["reputation"]), ("rcpt", 550, "", "permanent", []),
         ("rcpt", 551, "", "permanent", []), ("rcpt", 553, "", "permanent", [])]
SMTP += [("dot", 451, "4.7.1", "transient", ["throttle"]), ("rcpt", 421, "4.7.28", "transient", ["throttle"]),
         ("mail", 421, "", "transient", ["throttle"]), ("dot", 421, "4.3.2", "transient", ["throttle"])]
SMTP += [(s, c, "", "config", []) for s in ("mail", "rcpt", "data") for c in (530, 534, 535, 538)]
SMTP += [(s, c, "", "config", []) for s in ("mail", "data") for c in (500, 501, 502, 503, 504)]
SMTP += [("rcpt", 501, "", "permanent", []), ("rcpt", 501, "5.1.3", "permanent", ["dead"]),
         ("mail", 550, "5.1.8", "permanent", []), ("mail", 550, "5.1.1", "permanent", []),
         ("mail", 530, "5.7.0", "config", [])]
SMTP += [("rcpt", 550, "4.7.1", "transient", ["throttle"]), ("rcpt", 450, "5.1.1", "permanent", ["dead"])]
SMTP += [("dot", 250, "2.0.0", "sent", []), ("dot", 251, "", "sent", []), ("dot", 252, "", "sent", [])]

# ---- statuses of HTTP ----

HTTP = [(c, "sent", []) for c in (200, 201, 202, 204)]
HTTP += [(c, "transient", []) for c in (408, 409, 421, 423, 425, 500, 507, 520)]
HTTP += [(c, "transient", ["throttle"]) for c in (429, 502, 503, 504)]
HTTP += [(c, "permanent", []) for c in (501, 505, 400, 404, 405, 413, 415, 422)]
HTTP += [(c, "config", []) for c in (401, 403, 301, 302, 303, 307, 308)]
HTTP += [(410, "permanent", ["dead"])]


def hook(ident, body='{"test": 2432232314}', **more):
    return dict({"id": ident, "json": body, "now_us": 1614265330000000}, **more)


# ---- receivers ----

def certificate(folder):
    """A certificate for localhost and 127.0.0.1, its own authority; None without openssl."""
    key, cert = os.path.join(folder, "key.pem"), os.path.join(folder, "cert.pem")
    try:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
            check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return cert, key


def context(pair):
    c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    c.load_cert_chain(*pair)
    return c


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass  # clients that go away are what is tested

    def start(self):
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        self.port = self.server_address[1]
        return self

    def stop(self):
        self.shutdown()
        self.server_close()


class Session(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")
        self.wfile.flush()

    def act(self, stage, address):
        """What the address asks for at this stage; True: that was the answer."""
        m = re.match(rf"{stage}_(\d+)(?:_([\d.]+))?@", address) if address else None
        if m:
            self.say(f"{m[1]} {m[2] + ' ' if m[2] else ''}as asked")
            return True
        if address.startswith(stage + "_hang@"):
            time.sleep(HANG_S)
            raise ConnectionError
        if address.startswith(stage + "_drop@"):
            raise ConnectionError
        if address.startswith(stage + "_slow@"):
            time.sleep(0.5)
        return False

    def body(self):
        lines = []
        while True:
            line = self.rfile.readline()
            if not line:
                raise ConnectionError
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line[1:] if line.startswith(b".") else line)

    def handle(self):
        s = self.server
        with s.lock:
            s.connections += 1
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if s.greeting == "hang":
            time.sleep(HANG_S)
            return
        self.say(s.greeting)
        try:
            while self.command():
                pass
        except (ConnectionError, ssl.SSLError):
            # The other side shall see the end at once, not a reset that swallows replies.
            self.request.shutdown(socket.SHUT_RDWR)

    def ehlo(self):
        lines = ["sink", "8BITMIME", "ENHANCEDSTATUSCODES"] + self.server.offers
        for i, line in enumerate(lines):
            self.say(f"250{' ' if i == len(lines) - 1 else '-'}{line}")

    def command(self):
        s = self.server
        line = self.rfile.readline().decode("utf-8", "replace").rstrip("\r\n")
        with s.lock:
            s.commands.append(line)
        verb = line[:4].upper()
        if not line:
            return False
        if verb in s.answers:
            self.say(s.answers[verb])
            return True
        if verb in ("EHLO", "HELO"):
            self.ehlo()
        elif verb == "STAR":
            self.say("220 go on")
            self.request = s.tls.wrap_socket(self.request, server_side=True)
            self.setup()
            with s.lock:
                s.tls_seen += 1
        elif verb == "AUTH":
            if len(line.split()) == 2:
                self.say("334 ")
                line += " " + self.rfile.readline().decode().strip()
            good = b"\0user\0secret" in base64.b64decode(line.split()[-1])
            self.say("235 2.7.0 ok" if good else "535 5.7.8 no")
        elif verb == "MAIL":
            self.sender = line[10:].split(">")[0].lstrip("<")
            return self.act("mail", self.sender) or self.say("250 2.1.0 ok") or True
        elif verb == "RCPT":
            self.to = line[8:].split(">")[0].lstrip("<")
            return self.act("rcpt", self.to) or self.say("250 2.1.5 ok") or True
        elif verb == "DATA":
            if self.act("data", self.to):
                return True
            self.say("354 go on")
            if self.to.startswith("body_drop@"):
                self.rfile.read(1)
                raise ConnectionError
            mail = self.body()
            with s.lock:
                s.mails.append((self.sender, self.to, mail))
            if not self.act("dot", self.to):
                self.say("250 2.0.0 queued")
            return not self.to.startswith("bye@")
        elif verb == "QUIT":
            if s.quit_hangs:
                time.sleep(HANG_S)
            self.say("221 bye")
            return False
        else:
            self.say("250 ok")
        return True


class Smtp(Server):
    def __init__(self, greeting="220 sink", offers=(), answers=None, tls=None, quit_hangs=False):
        super().__init__(("127.0.0.1", 0), Session)
        self.greeting, self.offers, self.answers = greeting, list(offers), answers or {}
        self.tls, self.quit_hangs = tls, quit_hangs
        self.lock = threading.Lock()
        self.mails, self.commands, self.connections, self.tls_seen = [], [], 0, 0
        self.start()
        self.url = f"smtp://127.0.0.1:{self.port}"


class Request(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def setup(self):
        super().setup()
        self.served = 0
        with self.server.lock:
            self.server.connections += 1

    def end_now(self):
        self.close_connection = True
        self.request.shutdown(socket.SHUT_RDWR)

    def do_POST(self):
        s, part = self.server, self.path.split("/")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with s.lock:
            s.requests.append((self.path, self.headers, body))
            times = sum(1 for r in s.requests if r[0] == self.path)
        self.served += 1
        what = part[1]
        if what == "hang":
            time.sleep(HANG_S)
            return self.end_now()
        if what == "drop" or (what == "kept" and self.served > 1):
            return self.end_now()
        if what == "slow":
            time.sleep(0.5)
        if what == "garbage":
            self.wfile.write(b"no http at all\r\n\r\n")
            return self.end_now()
        code = int(part[2]) if what in ("code", "retry", "says", "cut", "flaky") else 200
        if what == "flaky" and times > 1:
            code = 200
        text = {"says": s.words, "big": b"x" * 200000}.get(what, b"as asked")
        self.send_response(code)
        if what == "retry":
            self.send_header("Retry-After", s.retry_after)
        if 300 <= code < 400:
            self.send_header("Location", f"http://127.0.0.1:{s.port}/code/200")
        self.send_header("Content-Length", str(len(text) + (100 if what == "cut" else 0)))
        self.end_headers()
        self.wfile.write(text)
        self.wfile.flush()
        if what == "cut":
            self.end_now()


class Http(Server):
    """/code/N, /retry/N (with Retry-After), /says/N (the body is words), /cut/N (half a body),
    /hang, /drop (no answer), /kept (no answer to a second request on a connection), /slow, /big,
    /garbage, /flaky/N (N once, then 200)"""

    def __init__(self, tls=None):
        super().__init__(("127.0.0.1", 0), Request)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.lock = threading.Lock()
        self.requests, self.connections, self.words, self.retry_after = [], 0, b"", "7"
        self.start()
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self.port}"
