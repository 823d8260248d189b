# SPDX-License-Identifier: GPL-3.0-or-later
"""wire - what becomes of messages, by receivers that do what they are asked to

Every row of the tables of codes, and receivers that are slow, hang, vanish or lie, in SMTP, HTTP
and as programs; e-mails against Python's email package.
"""
import email
import email.header
import email.policy
import email.utils
import hashlib
import hmac
import base64
import os
import socket
import tempfile
import time

import tap
import wire_sink
from tap import note, ok
from wire_sink import HTTP, SMTP, hook, is_, mail, wire

rng = tap.seeded()


def smtp_codes():
    sink = wire_sink.Smtp()
    messages = []
    for i, (stage, code, enhanced, _, _) in enumerate(SMTP):
        local = f"{stage}_{code}" + (f"_{enhanced}" if enhanced else "")
        sender = f"{local}@example.org" if stage == "mail" else "shop@example.org"
        messages.append(mail(f"m{i}", "ana@example.com" if stage == "mail" else f"{local}@example.com", sender))
    got = wire({"kind": "smtp", "url": sink.url, "concurrency": 4}, *messages)
    stages = {"mail": "sender", "rcpt": "recipient", "data": "content", "dot": "content"}
    for i, (stage, code, enhanced, verdict, flags) in enumerate(SMTP):
        ok(is_(got.get(f"m{i}"), verdict, flags, code=code, enhanced=enhanced, stage=stages[stage]),
           f"{code} {enhanced} at {stage}: {verdict} {' '.join(flags)}")
    sink.stop()


def smtp_rest():
    sink = wire_sink.Smtp()
    quick = {"kind": "smtp", "url": sink.url, "timeout_us": 1000000, "concurrency": 8}
    got = wire(quick, *[mail(n, n + "@example.com") for n in (
        "fine", "dot_slow", "dot_hang", "dot_drop", "rcpt_hang", "rcpt_drop", "data_drop", "rcpt_slow")])
    ok(is_(got["fine"], "sent", code=250, text="2.0.0 queued"), "a plain one")
    ok(is_(got["dot_slow"], "sent") and is_(got["rcpt_slow"], "sent"), "slow ones are waited for")
    ok(is_(got["dot_hang"], "ambiguous", code=0), "hangs behind the dot")
    ok(is_(got["dot_drop"], "ambiguous", code=0), "hangs up behind the dot: 354 is no answer")
    ok(is_(got["rcpt_hang"], "transient", code=0, stage="recipient"), "hangs at RCPT")
    ok(is_(got["rcpt_drop"], "transient", code=0, stage="recipient"), "hangs up at RCPT")
    ok(is_(got["data_drop"], "transient", code=0, stage="content"), "hangs up at DATA")
    ok(all(r["took_us"] < 4000000 for r in got.values()), "nothing takes longer than its time and a goodbye")
    texts = [m[2] for m in sink.mails if m[1] == "fine@example.com"]
    ok(len(texts) == 1 and b"\r\n" in texts[0] and b"\n" not in texts[0].replace(b"\r\n", b"") and
       email.message_from_bytes(texts[0]).get_payload(decode=True) == b"Hello\r\n.dot\r\n", "CR LF, and a dot is a dot")
    big = mail("big", "body_drop@example.com")
    big["text"] = "x" * 30000000
    got = wire(dict(quick, timeout_us=5000000), big)
    ok(is_(got["big"], "transient", stage="content"), "vanishes within the text: the relay has no whole message")
    connections = sink.connections
    got = wire({"kind": "smtp", "url": sink.url}, *[mail(f"k{i}", "ana@example.com") for i in range(20)])
    ok(sink.connections == connections + 1 and all(r["verdict"] == "sent" for r in got.values()),
       "20 messages share a connection")
    got = wire({"kind": "smtp", "url": sink.url}, *[mail(f"b{i}", "bye@example.com") for i in range(10)])
    ok(all(is_(r, "sent") for r in got.values()), "a kept connection that the relay gave up is no failure")
    froms = [c for c in sink.commands if c.startswith("RCPT")]
    ok(len(froms) >= 20 and all(c.count("<") == 1 for c in froms), "a recipient a transaction")
    sink.stop()
    got = wire({"kind": "smtp", "url": sink.url}, mail("x", "ana@example.com"))
    ok(is_(got["x"], "transient", ["throttle"], stage="connect"), "nobody listens")
    got = wire({"kind": "smtp", "url": "smtp://none.invalid", "plain": True}, mail("x", "ana@example.com"))
    ok(is_(got["x"], "transient", ["throttle"], stage="connect"), "no such host")


def smtp_greetings():
    for greeting, verdict, flags in [("554 no service", "config", []), ("521 no mail", "config", []),
                                     ("421 busy", "transient", ["throttle"]), ("hang", "transient", ["throttle"])]:
        sink = wire_sink.Smtp(greeting=greeting)
        got = wire({"kind": "smtp", "url": sink.url, "timeout_us": 1000000}, mail("g", "ana@example.com"))
        ok(is_(got["g"], verdict, flags, stage="connect"), f"greeting: {greeting}")
        sink.stop()
    sink = wire_sink.Smtp(quit_hangs=True)
    at = time.monotonic()
    got = wire({"kind": "smtp", "url": sink.url, "timeout_us": 1000000}, mail("q", "ana@example.com"))
    ok(is_(got["q"], "sent") and time.monotonic() - at < 4, "a goodbye without an answer is not waited for")
    sink.stop()
    sink = wire_sink.Smtp()
    utf8 = mail("u", "jörg@example.com")
    got = wire({"kind": "smtp", "url": sink.url}, utf8)
    ok(is_(got["u"], "permanent", stage="connect") and not any(c.startswith("MAIL") for c in sink.commands),
       "an address in UTF-8 does not go to who takes none")
    sink.stop()
    sink = wire_sink.Smtp(offers=["SMTPUTF8"])
    got = wire({"kind": "smtp", "url": sink.url}, utf8)
    ok(is_(got["u"], "sent") and any("SMTPUTF8" in c for c in sink.commands), "and goes to who does")
    got = wire({"kind": "smtp", "url": sink.url + "/shop.example.org"}, mail("e", "ana@example.com"))
    ok(is_(got["e"], "sent") and "EHLO shop.example.org" in sink.commands, "the name to say in EHLO")
    sink.stop()


def smtp_secure(pair, other):
    if pair is None:
        tap.skip("STARTTLS and credentials", "no openssl")
        return
    one = mail("s", "ana@example.com")
    tls = wire_sink.context(pair)
    for name, offers, ca, verdict in [
            ("STARTTLS", ["STARTTLS"], pair[0], "sent"),
            ("a certificate nobody vouches for", ["STARTTLS"], other[0], "config"),
            ("TLS is not offered", [], pair[0], "config")]:
        sink = wire_sink.Smtp(offers=offers, tls=tls)
        got = wire({"kind": "smtp", "url": sink.url, "ca_file": ca}, one)
        ok(is_(got["s"], verdict), f"{name}: {verdict}")
        ok(bool(sink.mails) == (verdict == "sent"), f"{name}: whether the mail came")
        sink.stop()
    sink = wire_sink.Smtp(offers=["AUTH PLAIN LOGIN"])
    got = wire({"kind": "smtp", "url": sink.url, "auth": "user:secret"}, one)
    ok(is_(got["s"], "sent"), "credentials")
    got = wire({"kind": "smtp", "url": sink.url, "auth": "user:wrong"}, one)
    ok(is_(got["s"], "config", code=535, stage="connect"), "wrong ones are not the message's fault")
    sink.stop()


# ---- HTTP ----

WORDS = [
    (200, b'{"ok":true}', "sent", []),
    (200, b'{"ok":false,"error":"channel_not_found"}', "permanent", []),
    (200, b'{"ok":false,"error":"ratelimited"}', "transient", ["throttle"]),
    (200, b'{"ok":false,"error":"invalid_auth"}', "config", []),
    (200, b'{"ok":', "sent", []),
    (404, b'{"error":{"code":404,"details":[{"errorCode":"UNREGISTERED"}]}}', "permanent", ["dead"]),
    (400, b'{"reason":"BadDeviceToken"}', "permanent", ["dead"]),
]


def http_codes():
    sink = wire_sink.Http()
    for code, verdict, flags in HTTP:
        got = wire({"kind": "webhook", "url": f"{sink.url}/code/{code}"}, hook("h"))
        ok(is_(got["h"], verdict, flags, code=code, stage="content"), f"{code}: {verdict} {' '.join(flags)}")
    ok(len(sink.requests) == len(HTTP), "no redirect was followed, nothing was asked twice")
    for code, words, verdict, flags in WORDS:
        sink.words = words
        got = wire({"kind": "webhook", "url": f"{sink.url}/says/{code}"}, hook("h"))
        ok(is_(got["h"], verdict, flags), f"{code} {words.decode()}: {verdict} {' '.join(flags)}")
    for code in (429, 503):
        got = wire({"kind": "webhook", "url": f"{sink.url}/retry/{code}"}, hook("h"))
        ok(is_(got["h"], "transient", ["throttle"], retry_after_us=7000000), f"{code}: Retry-After in seconds")
    sink.retry_after = email.utils.formatdate(time.time() + 100, usegmt=True)
    got = wire({"kind": "webhook", "url": f"{sink.url}/retry/503"}, hook("h"))
    ok(90e6 <= got["h"]["retry_after_us"] <= 101e6, "Retry-After as a date")
    got = wire({"kind": "webhook", "url": f"{sink.url}/code/404", "retry_code": [404]}, hook("h"))
    ok(is_(got["h"], "transient", code=404), "404 is tried again when settings say so")
    got = wire({"kind": "webhook", "url": f"{sink.url}/says/200"}, hook("h"))
    sink.words = b"a\x1b[31m \xff\r\nb" + b"\xc2\x9b" + "é".encode() * 400
    got = wire({"kind": "webhook", "url": f"{sink.url}/says/500"}, hook("h"))
    text = got["h"]["text"]
    ok(text.startswith("a [31m \ufffd  b ") and len(text.encode()) in (511, 512) and text.endswith("é"),
       "what it says: no control, no half of a character, 512 bytes")
    sink.stop()


def http_rest():
    sink = wire_sink.Http()
    for path, verdict, more in [
            ("slow", "sent", {}), ("hang", "ambiguous", {"code": 0}), ("drop", "ambiguous", {"code": 0}),
            ("garbage", "ambiguous", {"code": 0}), ("cut/200", "sent", {"code": 200}), ("cut/500", "transient", {"code": 500}),
            ("big", "sent", {"code": 200})]:
        got = wire({"kind": "webhook", "url": f"{sink.url}/{path}", "timeout_us": 1500000}, hook("h"))
        ok(is_(got["h"], verdict, [], stage="content", **more) and got["h"]["took_us"] < 3000000, f"/{path}: {verdict}")
    many = [hook(f"h{i}") for i in range(50)]
    at = time.monotonic()
    got = wire({"kind": "webhook", "url": sink.url + "/slow", "concurrency": 50}, *many)
    ok(all(r["verdict"] == "sent" for r in got.values()) and time.monotonic() - at < 10, "50 at once in a thread")
    before, asked = sink.connections, len(sink.requests)
    got = wire({"kind": "webhook", "url": sink.url + "/kept"}, hook("a"), hook("b"))
    ok(is_(got["a"], "sent") and is_(got["b"], "sent") and sink.connections == before + 2, "a connection a message")
    before, asked = sink.connections, len(sink.requests)
    got = wire({"kind": "webhook", "url": sink.url + "/kept", "idempotent": True}, hook("a"), hook("b"))
    ok(is_(got["a"], "sent") and is_(got["b"], "sent") and len(sink.requests) == asked + 3,
       "an idempotent receiver may get one twice")
    port = sink.port
    sink.stop()
    got = wire({"kind": "webhook", "url": f"http://127.0.0.1:{port}/"}, hook("h"))
    ok(is_(got["h"], "transient", ["throttle"], stage="connect", code=0), "nobody listens")
    mute = socket.create_server(("127.0.0.1", 0), backlog=1)
    got = wire({"kind": "webhook", "url": f"http://127.0.0.1:{mute.getsockname()[1]}/", "timeout_us": 500000}, hook("h"))
    ok(is_(got["h"], "ambiguous", stage="content"), "connected, and never heard of again")
    mute.close()


def http_secure(pair, other):
    if pair is None:
        tap.skip("https", "no openssl")
        return
    sink = wire_sink.Http(tls=wire_sink.context(pair))
    got = wire({"kind": "webhook", "url": sink.url + "/code/200", "ca_file": pair[0]}, hook("h"))
    ok(is_(got["h"], "sent"), "https")
    got = wire({"kind": "webhook", "url": sink.url + "/code/200", "ca_file": other[0]}, hook("h"))
    ok(is_(got["h"], "config", stage="connect") and len(sink.requests) == 1, "a certificate nobody vouches for")
    plain = wire_sink.Http()
    got = wire({"kind": "webhook", "url": f"https://127.0.0.1:{plain.port}/"}, hook("h"))
    ok(isinstance(got, dict) and got["h"]["verdict"] in ("transient", "config") and not plain.requests, "no TLS there")
    plain.stop()
    sink.stop()


def signatures():
    sink = wire_sink.Http()
    keys = [base64.b64encode(bytes(rng.randrange(256) for _ in range(n))).decode() for n in (24, 64)]
    got = wire({"kind": "webhook", "url": sink.url + "/code/200", "sign": ["whsec_" + keys[0], keys[1]], "auth": "Bearer abc"},
               hook("msg_p5jXN8AQM9LWM0D4loKWxJek"))
    _, headers, body = sink.requests[0]
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    want = " ".join("v1," + base64.b64encode(hmac.new(base64.b64decode(k), signed, hashlib.sha256).digest()).decode()
                    for k in keys)
    ok(is_(got["msg_p5jXN8AQM9LWM0D4loKWxJek"], "sent") and headers["webhook-signature"] == want, "two keys sign")
    ok(headers["Idempotency-Key"] == headers["webhook-id"] == "msg_p5jXN8AQM9LWM0D4loKWxJek" and
       headers["webhook-timestamp"] == "1614265330" and headers["Content-Type"] == "application/json" and
       headers["Authorization"] == "Bearer abc", "its headers")
    sink.stop()


def endpoints():
    """URLs of profiles: only what is public, whatever its name says."""
    sink = wire_sink.Http()
    for url in (sink.url, f"https://127.0.0.1:{sink.port}/", "https://10.0.0.1/", "https://[::1]/", "https://169.254.169.254/",
                "https://[::ffff:127.0.0.1]/", "http://example.com/", "https://example.com:8443/", "https://u:p@example.com/",
                "ftp://example.com/", "https://exa mple.com/", "https://[64:ff9b::7f00:1]/"):
        got = wire({"kind": "webhook"}, hook("h", endpoint=url))
        ok(is_(got["h"], "permanent", stage="nowhere"), f"not to {url.replace(str(sink.port), 'PORT')}")
    for host in ("localhost", "2130706433", "0x7f.1", "127.1"):
        got = wire({"kind": "webhook", "timeout_us": 2000000}, hook("h", endpoint=f"https://{host}/"))
        if got["h"]["verdict"] == "transient" and "resolve" in got["h"]["text"]:
            tap.skip(f"not to {host}", "it has no address here")
        else:
            ok(is_(got["h"], "permanent", ["dead"], stage="nowhere"), f"not to {host}, asked behind the resolver")
    ok(not sink.requests and not sink.connections, "nothing came there")
    got = wire({"kind": "webhook", "allow_net": ["127.0.0.0/8"], "auth": "Bearer a"},
               hook("h", endpoint=sink.url + "/code/200"))
    ok(is_(got["h"], "sent"), "to a network that settings allow")
    ok("Authorization" not in sink.requests[0][1], "without credentials, which are not theirs")
    os.environ["http_proxy"] = os.environ["all_proxy"] = f"http://127.0.0.1:{sink.port}"
    got = wire({"kind": "webhook", "url": "http://localhost:1/"}, hook("h"))
    ok(is_(got["h"], "transient", ["throttle"]) and len(sink.requests) == 1, "the environment's proxy is not asked")
    del os.environ["http_proxy"], os.environ["all_proxy"]
    sink.stop()


def refused():
    """Settings and messages that never get as far as a connection."""
    for settings, why in [
            ({"kind": "webhook", "url": "http://example.com/"}, "http without"),
            ({"kind": "webhook", "url": "http://example.com/", "plain": True, "auth": "Bearer a"}, "credentials do not"),
            ({"kind": "smtp", "url": "smtp://example.com", "plain": True, "auth": "a:b"}, "credentials do not"),
            ({"kind": "smtp", "url": "smtp://127.0.0.1", "auth": "nocolon"}, "USER:PASSWORD"),
            ({"kind": "smtp", "url": "https://example.com/"}, "smtp or smtps"),
            ({"kind": "smtp", "url": ""}, "no URL"),
            ({"kind": "webhook", "url": "https://example.com/", "sign": ["whsec_AAAA"]}, "signing key 1"),
            ({"kind": "webhook", "url": "https://example.com/", "auth": "a\nb"}, "control character"),
            ({"kind": "webhook", "url": "https://example.com/", "allow_net": ["10.0.0.1/8"]}, "behind"),
            ({"kind": "webpush", "subject": "mailto:ops@example.org", "vapid": "no key"}, "c: "),
            ({"kind": "webpush", "subject": "ops"}, "mailto:"),
            ({"kind": "exec", "command": []}, "no program")]:
        got = wire(settings, hook("h"))
        ok(isinstance(got, str) and why in got, f"settings: {why}") or note(got)
    sink = wire_sink.Smtp()
    for member, value in [("to", "ana@example.com\r\nDATA"), ("to", "ana@example.com>x"), ("to", '"ana@example.com'),
                          ("to", "ana"), ("to", "a@b@c@-x"), ("to", ""), ("from", "shop@example.org\nx"),
                          ("subject", "Hi\r\nBcc: x@example.com"), ("subject", "a\u0085b"), ("reply_to", "a\tb@example.org"),
                          ("unsubscribe_url", "http://example.org/u"), ("unsubscribe_url", "https://example.org/u\r\nX: y"),
                          ("language", "fr\nX"), ("id", "a.b"), ("id", "a\r\nb"), ("id", "")]:
        m = dict(mail("i", "ana@example.com"), **{member: value})
        got = wire({"kind": "smtp", "url": sink.url}, m)
        ok(is_(list(got.values())[0], "permanent", stage="nowhere"), f"{member} {value!r} goes nowhere")
    ok(sink.connections == 0, "nothing was connected to")
    sink.stop()


# ---- programs ----

EXEC = [(0, "sent", []), (75, "transient", []), (69, "transient", []), (71, "transient", []), (74, "transient", []),
        (76, "transient", []), (67, "permanent", ["dead"]), (68, "permanent", ["dead"]), (65, "permanent", []),
        (1, "permanent", []), (64, "config", []), (72, "config", []), (73, "config", []), (77, "config", []),
        (78, "config", []), (126, "config", []), (127, "config", []), (137, "ambiguous", [])]


def programs():
    for status, verdict, flags in EXEC:
        got = wire({"kind": "exec", "command": ["sh", "-c", f"exit {status}"]}, hook("p"))
        ok(is_(got["p"], verdict, flags, code=status), f"exit {status}: {verdict} {' '.join(flags)}")
    got = wire({"kind": "exec", "command": ["sh", "-c", "read -r x && echo \"got $x $1\"; echo no >&2", "sh", "a b"]}, hook("p", "{}"))
    ok(is_(got["p"], "sent", text="got {} a b no"), "a line on standard input, arguments as they are")
    got = wire({"kind": "exec", "command": ["./none"]}, hook("p"))
    ok(is_(got["p"], "config", stage="connect"), "no such program")
    got = wire({"kind": "exec", "command": ["sh", "-c", "kill -9 $$"]}, hook("p"))
    ok(is_(got["p"], "ambiguous", code=137), "killed")
    at = time.monotonic()
    got = wire({"kind": "exec", "command": ["sh", "-c", "sleep 60 & sleep 60"], "timeout_us": 300000}, hook("p"))
    ok(is_(got["p"], "ambiguous") and time.monotonic() - at < 5, "over its time it is killed, and those it started")
    got = wire({"kind": "exec", "command": ["sh", "-c", "sleep 60 >/dev/null 2>&1 & exit 75"]}, hook("p", "x" * 300000))
    ok(is_(got["p"], "transient", code=75), "one that does not read, and leaves another behind")
    got = wire({"kind": "exec", "command": ["cat"]}, hook("p", "x" * 300000))
    ok(is_(got["p"], "sent") and got["p"]["text"] == "x" * 512, "one that writes a lot")
    got = wire({"kind": "exec", "command": ["sh", "-c", "cat >/dev/null; sleep 0.3"], "concurrency": 8},
               *[hook(f"p{i}") for i in range(16)])
    ok(len(got) == 16 and all(is_(r, "sent") for r in got.values()), "16 by 8 at once")


# ---- e-mail, read by Python ----

PIECES = ["Hello", "Grüße", "こんにちは", "안녕하세요", "=?UTF-8?Q?x?=", "a" * 90, "ы" * 60, "🎉🎊", "\"quoted\"", "it's, \\ fine;",
          "50% off", "<b>", "(a)", "x=y", "  ", "é"]


def drawn_text(lines):
    out = []
    for _ in range(rng.randrange(1, lines)):
        out.append(" ".join(rng.choice(PIECES) for _ in range(rng.randrange(0, 30))))
    return rng.choice(["\n", "\r\n"]).join(out) + rng.choice(["", "\n"])


def canonical(text):
    return text.replace("\r\n", "\n").rstrip("\n")


def drawn_mail(i):
    subject = " ".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 12)))
    name = rng.choice(["Shop", "Café Ñandú", 'A "B" C', "x, y", "店" * 20, ""])
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '" ' if name else ""
    m = {"id": f"id-{i}", "from": f"{quoted}<no-reply@example.org>", "to": "ana@example.com", "subject": subject,
         "now_us": rng.randrange(0, 4102444800) * 1000000}
    kinds = rng.choice([["text"], ["html"], ["text", "html"]])
    for kind in kinds:
        m[kind] = drawn_text(12) or "x"
    if rng.random() < 0.5:
        m["unsubscribe_url"] = "https://example.org/u/" + "a" * rng.randrange(1, 300)
    if rng.random() < 0.5:
        m["language"] = rng.choice(["fr", "pt-BR", "zh-Hant"])
    if rng.random() < 0.3:
        m["reply_to"] = "Help Ω <help@example.org>"
    return m, name, kinds


def lines_right(raw):
    return raw.endswith(b"\r\n") and raw.isascii() and all(
        len(x) <= 998 and b"\r" not in x and b"\n" not in x for x in raw[:-2].split(b"\r\n"))


def sender_of(raw):
    """By the old classes: the new ones of 3.11 put a blank between two encoded words of a name."""
    folded = email.message_from_bytes(raw, policy=email.policy.compat32)["From"]
    name, address = email.utils.parseaddr(folded.replace("\r\n", ""))
    return str(email.header.make_header(email.header.decode_header(name))), address


def mail_right(m, name, kinds, raw):
    """The first thing that is not as it was given; None."""
    if not lines_right(raw):
        return "lines"
    e = email.message_from_bytes(raw, policy=email.policy.default)
    if e.defects or any(h.defects for h in e.values()):
        return f"defects {e.defects} {[(k, v.defects) for k, v in e.items() if v.defects]}"
    if e["Subject"] != m["subject"].strip():
        return f"subject {e['Subject']!r}"
    if sender_of(raw) != (name, "no-reply@example.org") or e["To"].addresses[0].addr_spec != m["to"]:
        return f"addresses {e['From']!r}"
    if e["Date"].datetime.timestamp() * 1000000 != m["now_us"] or e["Message-ID"] != f"<{m['id']}@example.org>":
        return "date, id"
    if "unsubscribe_url" in m and (e["List-Unsubscribe"] != f"<{m['unsubscribe_url']}>" or
                                   e["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click"):
        return f"unsubscribe {e['List-Unsubscribe']}"
    if ("unsubscribe_url" in m) != ("List-Unsubscribe-Post" in e) or e["Content-Language"] != m.get("language"):
        return "headers"
    parts = list(e.iter_parts()) if e.is_multipart() else [e]
    if [p.get_content_type() for p in parts] != [{"text": "text/plain", "html": "text/html"}[k] for k in kinds]:
        return "parts"
    if len(kinds) == 2 and e.get_content_type() != "multipart/alternative":
        return "alternatives"
    for kind, part in zip(kinds, parts):
        if canonical(part.get_content()) != canonical(m[kind]):
            return f"{kind}: {part.get_content()!r}"
    return None


def mails():
    drawn = [drawn_mail(i) for i in range(400)]
    found = wire(None, *[d[0] for d in drawn], mode=["mail"])
    bad = 0
    for (m, name, kinds), r in zip(drawn, found):
        why = mail_right(m, name, kinds, r["mail"].encode()) if "mail" in r else r["refused"]
        if why is not None:
            bad += 1
            note(f"{why}\n{m}\n{r}")
    ok(len(found) == len(drawn) and bad == 0, f"{len(drawn)} e-mails say to Python what was given")


with tempfile.TemporaryDirectory() as folder:
    os.mkdir(folder + "/other")
    mine, another = wire_sink.certificate(folder), wire_sink.certificate(folder + "/other")
    smtp_codes()
    smtp_rest()
    smtp_greetings()
    smtp_secure(mine, another)
    http_codes()
    http_rest()
    http_secure(mine, another)
    signatures()
    endpoints()
    refused()
    programs()
    mails()
tap.done()
