# SPDX-License-Identifier: GPL-3.0-or-later
"""receivers - messages sent to receivers that others wrote, and what they make of them

aiosmtpd and pywebpush are modules of this Python; smtp-sink (Postfix), smtpd (OpenSMTPD) and
nginx are looked for in CX_RECEIVERS, a directory that Debian's packages were unpacked in, and
on this machine.  Each row of the tables of codes comes from one of them.  What is not there is
skipped, by name.
"""
import base64
import email
import email.policy
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import tap
import wire_sink
from tap import note, ok
from wire_sink import HTTP, SMTP, hook, is_, mail, wire

ROOT = os.environ.get("CX_RECEIVERS", "")
STAGE = {"mail": "sender", "rcpt": "recipient", "data": "content", "dot": "content"}


def program(name):
    for folder in (ROOT + "/usr/sbin", "/usr/sbin", "/usr/lib/postfix/sbin"):
        path = os.path.join(folder, name)
        if folder.startswith("/") and os.access(path, os.X_OK):
            return path
    return None


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as s:
        return s.getsockname()[1]


class Daemon:
    """A program in the foreground, once it takes connections; ended with the block."""

    def __init__(self, argv, port, hello=True):
        self.argv, self.port, self.hello = argv, port, hello

    def __enter__(self):
        env = dict(os.environ, LD_LIBRARY_PATH=ROOT + "/usr/lib/postfix") if ROOT else None
        self.log = tempfile.TemporaryFile()
        self.p = subprocess.Popen(self.argv, env=env, stdout=self.log, stderr=self.log)
        until = time.monotonic() + 20
        while time.monotonic() < until and self.p.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as s:
                    if self.hello:
                        s.settimeout(5)
                        s.recv(1)
                    return self
            except OSError:
                time.sleep(0.02)
        self.log.seek(0)
        raise RuntimeError(f"{self.argv}: {self.log.read().decode(errors='replace')}")

    def __exit__(self, *_):
        self.p.terminate()
        try:
            self.p.wait(5)
        except subprocess.TimeoutExpired:
            self.p.kill()
            self.p.wait()


def smtp(port, *messages, **more):
    return wire(dict({"kind": "smtp", "url": f"smtp://127.0.0.1:{port}"}, **more), *messages)


def named(stage, code, enhanced):
    return f"{code} {enhanced}".strip() + f" at {stage}"


# ---- Postfix ----

def sink(*options):
    port = free_port()
    argv = [program("smtp-sink")] + (["-u", "nobody"] if os.getuid() == 0 else [])
    return Daemon(argv + list(options) + [f"127.0.0.1:{port}", "100"], port, hello="CONNECT" not in options)


def smtp_sink():
    if program("smtp-sink") is None:
        tap.skip("Postfix", "no smtp-sink")
        return
    command = {"mail": "MAIL", "rcpt": "RCPT", "data": "DATA", "dot": "."}
    one = mail("m", "ana@example.com")
    for stage, code, enhanced, verdict, flags in SMTP:
        if code < 400:
            continue
        hard = code >= 500
        reply = f"{code} {enhanced} no".replace("  ", " ")
        with sink("-B" if hard else "-b", reply, "-f" if hard else "-r", command[stage]) as d:
            ok(is_(smtp(d.port, one)["m"], verdict, flags, code=code, enhanced=enhanced, stage=STAGE[stage]),
               f"smtp-sink, {named(stage, code, enhanced)}: {verdict} {' '.join(flags)}")
    for options, verdict, flags, name in [
            ((), "sent", [], "takes it"),
            (("-w", "1"), "sent", [], "takes it, slowly"),
            (("-q", "CONNECT"), "transient", ["throttle"], "gone at once"),
            (("-q", "MAIL"), "transient", [], "gone at MAIL"),
            (("-q", "RCPT"), "transient", [], "gone at RCPT"),
            (("-q", "DATA"), "transient", [], "gone at DATA"),
            (("-q", "."), "ambiguous", [], "gone behind the dot"),
            (("-q", "QUIT"), "sent", [], "gone at QUIT"),
            (("-Q", "."), "transient", ["throttle"], "421 behind the dot"),
            (("-Q", "MAIL"), "transient", ["throttle"], "421 at MAIL"),
            (("-f", "CONNECT"), "config", [], "5xx as a greeting"),
            (("-r", "CONNECT"), "transient", [], "4xx as a greeting"),
            (("-f", "EHLO,HELO"), "config", [], "5xx to EHLO"),
            (("-W", "RCPT:9"), "transient", [], "hangs at RCPT"),
            (("-W", ".:9"), "ambiguous", [], "hangs behind the dot"),
            (("-W", "QUIT:9"), "sent", [], "hangs at QUIT")]:
        with sink(*options) as d:
            got = smtp(d.port, one, timeout_us=3000000)
            ok(is_(got["m"], verdict, flags) and got["m"]["took_us"] < 8000000, f"smtp-sink {name}: {verdict}")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        with sink("-d", folder + "/m.") as d:
            got = smtp(d.port, *[mail(f"m{i}", "ana@example.com") for i in range(200)], concurrency=8)
            kept = [open(os.path.join(folder, f), "rb").read() for f in os.listdir(folder)]
        ok(len(kept) == 200 and all(r["verdict"] == "sent" for r in got.values()), "smtp-sink keeps 200 of 200")
        ok(all(x.endswith(b"\n.dot\n\n") or b"=2Edot" in x for x in kept), "and their dots")


# ---- aiosmtpd ----

def asked_server():
    """aiosmtpd that answers as addresses ask; None: no such module."""
    if tap.module("aiosmtpd.controller") is None:
        return None
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP as Server

    class Asked(Server):
        async def smtp_DATA(self, arg):
            to = self.envelope.rcpt_tos[0]
            if to.startswith("data_"):
                await self.push(wanted(to))
                self._set_post_data_state()
            else:
                await super().smtp_DATA(arg)

    def wanted(address):
        part = address.split("@")[0].split("_")
        return " ".join(part[1:] + ["as asked"])

    class Handler:
        def __init__(self):
            self.mails = []

        async def handle_MAIL(self, server, session, envelope, address, options):
            if address.startswith("mail_"):
                return wanted(address)
            envelope.mail_from = address
            return "250 OK"

        async def handle_RCPT(self, server, session, envelope, address, options):
            if address.startswith("rcpt_"):
                return wanted(address)
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, server, session, envelope):
            self.mails.append(envelope.content)
            to = envelope.rcpt_tos[0]
            return wanted(to) if to.startswith("dot_") else "250 OK"

    class Run(Controller):
        def factory(self):
            return Asked(self.handler, enable_SMTPUTF8=True)

    run = Run(Handler(), hostname="127.0.0.1", port=free_port())
    run.start()
    return run


def aiosmtpd(pair, other):
    run = asked_server()
    if run is None:
        tap.skip("aiosmtpd", "no such module")
        return
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP as Server, AuthResult, LoginPassword
    messages = []
    for i, (stage, code, enhanced, _, _) in enumerate(SMTP):
        local = f"{stage}_{code}" + (f"_{enhanced}" if enhanced else "")
        sender = f"{local}@example.org" if stage == "mail" else "shop@example.org"
        messages.append(mail(f"m{i}", "ana@example.com" if stage == "mail" else f"{local}@example.com", sender))
    got = smtp(run.port, *messages, concurrency=3)
    for i, (stage, code, enhanced, verdict, flags) in enumerate(SMTP):
        ok(is_(got.get(f"m{i}"), verdict, flags, code=code, enhanced=enhanced, stage=STAGE[stage]),
           f"aiosmtpd, {named(stage, code, enhanced)}: {verdict} {' '.join(flags)}")
    run.handler.mails.clear()
    full = dict(mail("full", "jörg@example.com", "Café <shop@example.org>"), subject="Grüße " * 20,
                text="line\n" * 500 + "x" * 3000, html="<p>" + "안녕 " * 900, unsubscribe_url="https://example.org/u/1")
    got = smtp(run.port, full)
    ok(is_(got["full"], "sent") and len(run.handler.mails) == 1, "aiosmtpd takes UTF-8, long lines, two texts")
    e = email.message_from_bytes(run.handler.mails[0], policy=email.policy.default)
    ok(e["Subject"] == ("Grüße " * 20).strip() and e["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and
       e.get_body(("html",)).get_content().strip() == full["html"].strip() and
       e.get_body(("plain",)).get_content().replace("\r", "").strip() == full["text"].strip(), "and understands it")
    run.stop()
    if pair is None:
        tap.skip("aiosmtpd by STARTTLS", "no openssl")
        return

    class Secure(Controller):
        def factory(self):
            def known(server, session, envelope, mechanism, data):
                return AuthResult(success=data == LoginPassword(b"user", b"secret"), handled=False)
            return Server(self.handler, tls_context=wire_sink.context(pair), require_starttls=True,
                          auth_required=True, authenticator=known)
    run = Secure(run.handler, hostname="127.0.0.1", port=free_port())
    run.start()
    one = mail("m", "ana@example.com")
    for name, more, verdict, code in [
            ("STARTTLS and credentials", {"ca_file": pair[0], "auth": "user:secret"}, "sent", 250),
            ("wrong credentials", {"ca_file": pair[0], "auth": "user:wrong"}, "config", 535),
            ("no credentials", {"ca_file": pair[0]}, "config", 530),
            ("no TLS", {}, "config", 530),
            ("a certificate nobody vouches for", {"ca_file": other[0]}, "config", 0)]:
        ok(is_(smtp(run.port, one, **more)["m"], verdict, code=code), f"aiosmtpd, {name}: {verdict}")
    run.stop()


# ---- OpenSMTPD ----

NAMESPACE = """
set -e
cp /etc/passwd /etc/group "$1"
for u in opensmtpd:941 opensmtpq:942; do
    echo "${u%:*}:x:${u#*:}:${u#*:}::/var/lib/opensmtpd/empty:/bin/false" >>"$1/passwd"
    echo "${u%:*}:x:${u#*:}:" >>"$1/group"
done
mount --bind "$1/passwd" /etc/passwd
mount --bind "$1/group" /etc/group
mount -t tmpfs none /var/spool
mount -t tmpfs none /var/lib
mount -t tmpfs none /run
mkdir -m 711 /var/spool/smtpd
mkdir -p /var/lib/opensmtpd/empty
if [ -n "$3" ]; then
    mount -t tmpfs none /usr/libexec
    cp -r "$3/usr/libexec/opensmtpd" /usr/libexec
fi
exec "$2" -d -f "$1/smtpd.conf"
"""

OPENSMTPD = """
pki localhost cert "{cert}"
pki localhost key "{key}"
table users {{ "user" = "$2b$08$invalid" }}
smtp max-message-size "3K"
listen on 127.0.0.1 port {plain}
listen on 127.0.0.1 port {tls} tls-require pki localhost
listen on 127.0.0.1 port {auth} tls pki localhost auth <users>
table names {{ "@example.com" = "nobody" }}
action "keep" mda "/bin/cat >>{folder}/mails" virtual <names>
match from any for domain "example.com" action "keep"
match from any for domain "refused.example" reject
"""


def opensmtpd(pair, other):
    smtpd = program("smtpd")
    if smtpd is None or os.getuid() != 0 or pair is None or b"OpenSMTPD" not in open(smtpd, "rb").read():
        tap.skip("OpenSMTPD", "no smtpd, not root or no openssl")
        return
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        with open(folder + "/mails", "w"):
            os.chmod(folder + "/mails", 0o666)
        plain, tls, auth = free_port(), free_port(), free_port()
        for f in pair:
            shutil.copy(f, folder)
            os.chmod(os.path.join(folder, os.path.basename(f)), 0o600)
        with open(folder + "/smtpd.conf", "w", encoding="utf-8") as f:
            f.write(OPENSMTPD.format(plain=plain, tls=tls, auth=auth, folder=folder, cert=folder + "/cert.pem",
                                     key=folder + "/key.pem"))
        with Daemon(["unshare", "-m", "sh", "-c", NAMESPACE, "sh", folder, smtpd, ROOT], plain):
            one = mail("m", "ana@example.com")
            got = smtp(plain, one)
            ok(is_(got["m"], "sent", code=250, enhanced="2.0.0"), "OpenSMTPD takes it")
            until = time.monotonic() + 10
            while time.monotonic() < until and ".dot" not in open(folder + "/mails", encoding="utf-8").read().replace("=2E", "."):
                time.sleep(0.05)
            ok("=2Edot" in open(folder + "/mails", encoding="utf-8").read(), "and delivers it")
            got = smtp(plain, mail("m", "ana@refused.example"))
            ok(is_(got["m"], "permanent", code=550, stage="recipient"), "OpenSMTPD refuses a recipient")
            got = smtp(plain, mail("m", "ana@elsewhere.example"))
            ok(is_(got["m"], "permanent", code=550, stage="recipient"), "OpenSMTPD does not relay")
            got = smtp(plain, dict(one, text="x" * 5000))
            ok(is_(got["m"], "permanent", code=554, enhanced="5.3.4", stage="content"), "OpenSMTPD: too large")
            got = smtp(tls, one)
            ok(is_(got["m"], "config", code=530, stage="sender"), "OpenSMTPD wants STARTTLS")
            got = smtp(tls, one, ca_file=other[0])
            ok(got["m"]["verdict"] in ("config", "transient") and got["m"]["stage"] == "connect",
               "OpenSMTPD with a certificate nobody vouches for")
            # 6.8 of Debian 12 fails in each handshake with OpenSSL 3, whoever asks.
            asked = subprocess.run(["openssl", "s_client", "-starttls", "smtp", "-connect", f"127.0.0.1:{tls}"],
                                   stdin=subprocess.DEVNULL, capture_output=True, check=False)
            if asked.returncode != 0:
                tap.skip("OpenSMTPD by STARTTLS", "its handshake fails with openssl's own client")
                return
            got = smtp(tls, one, ca_file=pair[0])
            ok(is_(got["m"], "sent"), "OpenSMTPD by STARTTLS")
            got = smtp(auth, one, ca_file=pair[0])
            ok(is_(got["m"], "config", code=530), "OpenSMTPD wants credentials")
            got = smtp(auth, one, ca_file=pair[0], auth="user:wrong")
            ok(is_(got["m"], "config", code=535, stage="connect"), "OpenSMTPD does not know them")


# ---- nginx ----

NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error;
events {{ worker_connections 200; }}
http {{
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    log_format seen escape=json '{{"id":"$http_webhook_id","status":"$status"}}';
    access_log {folder}/seen seen;
    limit_req_zone $server_port zone=few:1m rate=1r/s;
    keepalive_timeout 5s;
    server {{
        listen 127.0.0.1:{plain};
        listen 127.0.0.1:{tls} ssl;
        ssl_certificate {cert}; ssl_certificate_key {key};
        root {folder}/www;
        add_header Retry-After 3 always;
        location = /ok {{ return 200 '{{"ok":true}}'; }}
        location = /not_ok {{ return 200 '{{"ok":false,"error":"channel_not_found"}}'; }}
        location = /file {{ }}
        location = /private {{ auth_basic x; auth_basic_user_file {folder}/none; try_files /file =404; }}
        location = /denied {{ deny all; }}
        location = /large {{ client_max_body_size 1; proxy_pass http://127.0.0.1:{closed}; }}
        location = /bad_gateway {{ proxy_pass http://127.0.0.1:{closed}; }}
        location = /timeout {{ proxy_read_timeout 1s; proxy_pass http://127.0.0.1:{mute}; }}
        location = /hang {{ proxy_read_timeout 60s; proxy_pass http://127.0.0.1:{mute}; }}
        location = /closed {{ return 444; }}
        location = /few {{ limit_req zone=few; limit_req_status 429; try_files /file =404; }}
        location = /busy {{ limit_req zone=few; try_files /file =404; }}
        location = /slow {{ limit_rate 40; error_page 405 =200 /file; }}
{codes}
    }}
}}
"""


def nginx(pair, other):
    if program("nginx") is None or pair is None:
        tap.skip("nginx", "no nginx or no openssl")
        return
    mute = socket.create_server(("127.0.0.1", 0), backlog=20)
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/www/folder")
        os.chmod(folder, 0o755)
        with open(folder + "/www/file", "w", encoding="utf-8") as f:
            f.write("x" * 100)
        plain, tls, closed = free_port(), free_port(), free_port()
        codes = "".join(f"        location = /code/{c} {{ return {c}{' http://127.0.0.1:1/' if c in (301, 302, 303, 307, 308) else ''}; }}\n"
                        for c, _, _ in HTTP)
        with open(folder + "/conf", "w", encoding="utf-8") as f:
            f.write(NGINX.format(folder=folder, plain=plain, tls=tls, closed=closed, mute=mute.getsockname()[1],
                                 cert=pair[0], key=pair[1], codes=codes))
        with Daemon([program("nginx"), "-p", folder, "-c", folder + "/conf"], plain, hello=False):
            def ask(path, ident="h", **more):
                settings = {"kind": "webhook", "url": f"http://127.0.0.1:{plain}{path}", "timeout_us": 3000000}
                return wire(dict(settings, **more), hook(ident))[ident]
            for code, verdict, flags in HTTP:
                if code == 408:
                    # nginx says nothing and hangs up: to it 408 is a request that never came.
                    ok(is_(ask("/code/408"), "ambiguous", code=0), "nginx, 408: it hangs up")
                    continue
                asked = {} if code == 204 else {"retry_after_us": 3000000}
                ok(is_(ask(f"/code/{code}"), verdict, flags, code=code, **asked), f"nginx, {code}: {verdict} {' '.join(flags)}")
            for path, code, verdict, flags in [
                    ("/ok", 200, "sent", []), ("/not_ok", 200, "permanent", []), ("/file", 405, "permanent", []),
                    ("/none", 404, "permanent", []), ("/folder", 301, "config", []), ("/private", 401, "config", []),
                    ("/denied", 403, "config", []), ("/large", 413, "permanent", []),
                    ("/bad_gateway", 502, "transient", ["throttle"]), ("/timeout", 504, "transient", ["throttle"]),
                    ("/hang", 0, "ambiguous", []), ("/closed", 0, "ambiguous", [])]:
                ok(is_(ask(path), verdict, flags, code=code), f"nginx {path}: {verdict}")
            for path, code in (("/few", 429), ("/busy", 503)):
                got = [ask(path) for _ in range(4)]
                ok(any(r["code"] == code for r in got) and all(
                    is_(r, "transient", ["throttle"]) for r in got if r["code"] == code), f"nginx {path}: its limit")
            for code, verdict, _ in HTTP:
                if code != 408:
                    found, _ = through(f"webhook: 'http://127.0.0.1:{plain}/code/{code}'", "x@example.com")
                    ok(landed(found, verdict, code, ""), f"cxsend to nginx, {code}: {STATE[verdict]}")
            secure = {"url": f"https://127.0.0.1:{tls}/ok"}
            ok(is_(ask("", ca_file=pair[0], **secure), "sent"), "nginx by TLS")
            ok(is_(ask("", ca_file=other[0], **secure), "config", stage="connect"), "nginx nobody vouches for")
            ok(is_(ask("", url=f"http://127.0.0.1:{tls}/ok"), "permanent", code=400), "nginx, without TLS where it is wanted")
            many = wire({"kind": "webhook", "url": f"http://127.0.0.1:{plain}/ok", "concurrency": 50, "idempotent": True},
                        *[hook(f"many{i}") for i in range(2000)])
            ok(all(is_(r, "sent") for r in many.values()), "nginx, 2000 by 50 at once")
        with open(folder + "/seen", encoding="utf-8") as f:
            seen = [json.loads(line)["id"] for line in f]
        ok(sorted(x for x in seen if x.startswith("many")) == sorted(many), "each came once")
    mute.close()


# ---- the other side's libraries ----

def push():
    ece, cryptography = tap.module("http_ece"), tap.module("cryptography.hazmat.primitives.asymmetric.ec")
    pywebpush, vapid = tap.module("pywebpush"), tap.module("py_vapid")
    if None in (ece, cryptography, pywebpush, vapid):
        tap.skip("Web Push", "no pywebpush")
        return
    from cryptography.hazmat.primitives import serialization as form

    def b64(raw):
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    def point(key):
        return key.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    browser, server = cryptography.generate_private_key(cryptography.SECP256R1()), vapid.Vapid02()
    server.generate_keys()
    secret, sink = os.urandom(16), wire_sink.Http()
    settings = {"kind": "webpush", "vapid": server.private_pem().decode(), "subject": "mailto:ops@example.org",
                "allow_net": ["127.0.0.0/8"]}
    now = int(time.time())
    message = {"id": "d1", "now_us": now * 1000000, "expires_us": (now + 600) * 1000000, "high": True,
               "endpoint": sink.url + "/code/201", "p256dh": b64(point(browser)), "auth": b64(secret)}
    for text in ("{}", '{"title":"Grüße"}', "x" * 3993):
        got = wire(settings, dict(message, json=text))
        _, headers, body = sink.requests[-1]
        ok(is_(got["d1"], "sent", code=201) and
           ece.decrypt(body, private_key=browser, auth_secret=secret, version="aes128gcm") == text.encode(),
           f"http_ece reads {len(text)} characters")
    ok(len(body) == 4096 and headers["TTL"] == "600" and headers["Urgency"] == "high" and headers["Topic"] == "d1" and
       headers["Content-Encoding"] == "aes128gcm", "headers of a push")
    # pywebpush writes "t=...,k=..." and asks for that in verify: RFC 8292's own example has a blank.
    token = headers["Authorization"].replace(", ", ",")
    ok(vapid.Vapid02.verify(token), "py_vapid believes the token")
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    ok(claims["aud"] == sink.url and claims["sub"] == "mailto:ops@example.org" and now < claims["exp"] <= now + 86400,
       "its claims")
    theirs = {"endpoint": sink.url + "/code/201", "keys": {"p256dh": message["p256dh"], "auth": message["auth"]}}
    pywebpush.webpush(theirs, "hello", vapid_private_key=server, vapid_claims={"sub": "mailto:ops@example.org"}, ttl=60)
    _, other, body = sink.requests[-1]
    same = {k.lower() for k in other.keys()} & {"ttl", "content-encoding", "authorization", "content-type"}
    ok(same <= {k.lower() for k in headers.keys()}, "no header of pywebpush's is missing")
    got = wire(settings, dict(message, json="x" * 3994))
    ok(is_(got["d1"], "permanent", stage="nowhere"), "one byte more goes nowhere")
    for code, verdict, flags in [(404, "permanent", ["dead"]), (410, "permanent", ["dead"]), (413, "permanent", []),
                                 (429, "transient", ["throttle"]), (403, "config", [])]:
        got = wire(settings, dict(message, json="{}", endpoint=f"{sink.url}/code/{code}"))
        ok(is_(got["d1"], verdict, flags, code=code), f"Web Push, {code}: {verdict} {' '.join(flags)}")
    sink.stop()


def webhooks():
    standard = tap.module("standardwebhooks")
    if standard is None:
        tap.skip("Standard Webhooks", "no standardwebhooks")
        return
    from standardwebhooks.webhooks import Webhook
    sink = wire_sink.Http()
    keys = ["whsec_" + base64.b64encode(os.urandom(n)).decode() for n in (24, 32, 64)]
    message = hook("msg_1", '{"text":"Grüße"}', now_us=int(time.time() * 1000000))
    message["now_us"] = int(time.time()) * 1000000
    wire({"kind": "webhook", "url": sink.url + "/code/200", "sign": keys}, message)
    _, headers, body = sink.requests[0]
    for key in keys:
        good = True
        try:
            Webhook(key).verify(body, {k.lower(): v for k, v in headers.items()})
        except Exception as e:  # whatever it does not like
            good = False
            note(repr(e))
        ok(good, "standardwebhooks believes it")
    sink.stop()


# ---- by the filters ----

POLICY = """
keys: {{ledger_file: ledger.key}}
channels:
  way: {{{way}, timeout: 2s, on_unknown: hold, retry: [1m, 10m]}}
templates:
  t: {{subject: Hello, text: "Hello {{{{user}}}}"}}
scenarios:
  s: {{on: go, class: transactional, category: orders, channels: way, template: t}}
"""
STATE = {"sent": "sent", "transient": "retry", "permanent": "dead", "ambiguous": "unknown", "config": "retry"}


def through(way, address):
    """What cxsend says of a message to @address, and what it says the second time of one that is dead."""
    now, env = "2026-11-30T10:00:00Z", dict(os.environ, PATH=os.path.join(os.environ["BUILD"], "bin") + ":" + os.environ["PATH"])
    with tempfile.TemporaryDirectory() as d:
        def put(name, text, mode=0o644):
            with open(os.path.join(d, name), "w", encoding="utf-8") as f:
                f.write(text)
            os.chmod(os.path.join(d, name), mode)

        def run(*argv):
            p = subprocess.run(argv, cwd=d, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
            return [json.loads(x) for x in p.stdout.splitlines()]
        put("ledger.key", "k1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", 0o600)
        put("policy.yaml", POLICY.format(way=way))
        put("users", json.dumps({"user": "u", "email": address, "tz": "UTC"}) + "\n")
        put("events", json.dumps({"event_name": "go", "event_id": "1", "user_id": "u", "timestamp": now}) + "\n")
        run("cxnotify", "--ledger", "n.db", "--now", now, "--users", "users", "policy.yaml", "events")
        found = [r for r in run("cxsend", "--ledger", "n.db", "--now", now, "policy.yaml") if r["kind"] == "delivery"]
        put("events", json.dumps({"event_name": "go", "event_id": "2", "user_id": "u", "timestamp": now}) + "\n")
        again = run("cxnotify", "--ledger", "n.db", "--now", now, "--users", "users", "policy.yaml", "events")
        again += run("cxsend", "--ledger", "n.db", "--now", now, "policy.yaml")
    return found, again


def landed(found, verdict, code, enhanced):
    good = len(found) == 1 and found[0]["state"] == STATE[verdict] and found[0]["class"] == verdict and found[0].get(
        "code", 0) == code and found[0].get("enhanced", "") == enhanced
    if not good:
        note(f"got {found}, want {verdict} {code} {enhanced}")
    return good


def filters():
    run = asked_server()
    if run is None:
        tap.skip("cxsend to aiosmtpd", "no such module")
    for stage, code, enhanced, verdict, flags in SMTP if run is not None else []:
        local = f"{stage}_{code}" + (f"_{enhanced}" if enhanced else "")
        sender = f"{local}@example.org" if stage == "mail" else "shop@example.org"
        found, again = through(f"smtp: 'smtp://127.0.0.1:{run.port}', from: {sender}",
                               "ana@example.com" if stage == "mail" else f"{local}@example.com")
        ok(landed(found, verdict, code, enhanced), f"cxsend to aiosmtpd, {named(stage, code, enhanced)}: {STATE[verdict]}")
        kept = any(r.get("reason") == "dead_address" for r in again)
        ok(kept == ("dead" in flags), f"... and its address is {'' if kept else 'not '}given up")
    if run is not None:
        run.stop()


with tempfile.TemporaryDirectory() as common:
    os.chmod(common, 0o755)
    os.mkdir(common + "/other")
    mine, another = wire_sink.certificate(common), wire_sink.certificate(common + "/other")
    parts = {"smtp-sink": smtp_sink, "aiosmtpd": lambda: aiosmtpd(mine, another),
             "opensmtpd": lambda: opensmtpd(mine, another), "nginx": lambda: nginx(mine, another),
             "push": push, "webhooks": webhooks, "filters": filters}
    for part in sys.argv[1:] or parts:
        parts[part]()
tap.done()
