# SPDX-License-Identifier: GPL-3.0-or-later
"""lines - access logs and logfmt as their programs write them, whole and damaged

Each program is a writer, which knows the request, and a reader, which knows the format and
nothing of how cxparse finds the end of a field: it lists every way in which a line can be
of that format.  A whole line is read as it was meant.  Of one with a field dropped, doubled,
swapped or taken from another line, with bytes changed, cut off or behind a collector's
words, the rule is: rejected, or read in one of the ways that the format has for it.
"""
import datetime
import ipaddress
import json
import re
import subprocess

import tap
from tap import note, ok

LINES = 60
MUTANTS = 25
SHOWN = 3
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

CLIENTS = ("127.0.0.1", "203.0.113.9", "::1", "2001:db8::7", "host-1.example")
USERS = ("-", "-", "-", "anna", "an na", "o'neill", "a-b")
TARGETS = ("/", "/a.txt", "/a%20b?x=%22y%22", "/cart?id=7&b=", "/b?", "//c/../d", "/x y")
AGENTS = ("-", "tester/1.0", 'Moz/5.0 "quoted" \\back\\ slash', "caf\u00e9 \u20ac", "ends with \\", 'q"', '"', "\\",
          "w c:\\back\\tab", "a \" \" b", "tab\there", "\x1b[31m", "200 12", "[29/Nov/2026:19:00:00 +0000]", "\udce9t\udce9")
REFERRERS = ("-", "-", "http://r.example/", 'http://r.example/a b?"q"', "http://r.example/\u00e9")


def draw_request(rng):
    at = datetime.datetime(2026, 11, 29, tzinfo=datetime.timezone.utc) + datetime.timedelta(seconds=rng.randrange(86400))
    method = rng.choice(("GET", "POST", "HEAD"))
    return {"client": rng.choice(CLIENTS), "user": rng.choice(USERS), "at": at, "status": rng.choice((200, 404, 502, 301)),
            "bytes": rng.choice((0, 12, 153, 5000)), "ms": rng.randrange(5000), "method": method,
            "request": f"{method} {rng.choice(TARGETS)} HTTP/1.1", "referrer": rng.choice(REFERRERS), "agent": rng.choice(AGENTS)}


# How each program writes text between quotes, as Latin-1 so that a character is a byte.

def to_bytes(text):
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def nginx_escape(text):
    return "".join(f"\\x{ord(c):02X}" if c in '"\\' or not " " <= c <= "~" else c for c in to_bytes(text))


def apache_escape(text):
    named = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\v": "\\v"}
    return "".join(named.get(c) or (c if " " <= c <= "~" else f"\\x{ord(c):02x}") for c in to_bytes(text))


def quote_escape(text):
    return to_bytes(text).replace('"', '\\"')


def no_escape(text):
    return to_bytes(text)


# What a reader knows of each: the texts that may stand between quotes, and what they mean.

C_ESCAPE = re.compile(r'\\(x[0-9A-Fa-f]{2}|["\\nrtbv])')
C_NAMED = {'"': '"', "\\": "\\", "n": "\n", "r": "\r", "t": "\t", "b": "\b", "v": "\v"}


def from_bytes(text):
    """What is not UTF-8 is shown as \\xhh."""
    return text.encode("latin-1").decode("utf-8", "backslashreplace")


def c_decode(raw):
    if "\\" in C_ESCAPE.sub("", raw):
        return quote_decode(raw)
    return from_bytes(C_ESCAPE.sub(lambda m: C_NAMED.get(m[1]) or chr(int(m[1][1:], 16)), raw))


def quote_decode(raw):
    return from_bytes(raw.replace('\\"', '"'))


class Escape:
    def __init__(self, write, grammar, decode):
        self.write, self.decode = write, decode
        self.grammar = re.compile(grammar, re.S)


APACHE = Escape(apache_escape, r'(?:[^"\\]|\\.)*', c_decode)
NGINX = Escape(nginx_escape, r'(?:[^"\\]|\\.)*', c_decode)
QUOTE = Escape(quote_escape, r'(?:[^"\\]|\\"|\\)*', quote_decode)
NONE = Escape(no_escape, r".*", from_bytes)

REQUEST = re.compile(r"([A-Za-z_-]{1,32}) (.+) ([A-Z]+/[0-9.]+)|([A-Za-z_-]{1,32}) ((?:/|[A-Za-z]+://).*)", re.S)


def split_request(text):
    m = REQUEST.fullmatch(text)
    if text in ("", "-"):
        return {}
    if m is None:
        return {"request": text}
    method, target, protocol = m[1] or m[4], m[2] or m[5], m[3]
    out = {"method": method, "protocol": protocol}
    absolute = re.match(r"([A-Za-z]+)://([^/?]*)", target)
    if method == "CONNECT":
        out["host"] = target
    else:
        if absolute:
            out["scheme"], out["host"], target = absolute[1], absolute[2], target[absolute.end():]
            target = target if target and target[0] != "?" else "/" + target
        out["path"], _, out["query"] = target.partition("?")
    return {k: v for k, v in out.items() if v and not (v == "-" and k in ("method", "path", "host"))}


def client_ok(text):
    """An address, or a host name: no colon but of an IPv6 address or before the port of an IPv4 one."""
    colon = text.find(":")
    return not re.search(r'[ ",]', text) and (0 <= colon <= 4 or colon < 0 or text[0] == "[" or
                                             re.fullmatch(r"[0-9.]+:[0-9]+", text) is not None)


def user_ok(text):
    if " [" in text or text.startswith("- "):
        return False
    return " " not in text or not (":" in text or re.search(r" -( |$)", text))


def time_of(text):
    m = re.fullmatch(r"([ \d]\d)/([A-Z][a-z][a-z])/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)", text, re.A)
    if m is None or m[2] not in MONTHS:
        return None
    try:
        at = datetime.datetime(int(m[3]), MONTHS.index(m[2]) + 1, int(m[1]), int(m[4]), int(m[5]), min(int(m[6]), 59),
                               tzinfo=datetime.timezone.utc)
        if int(m[6]) > 60 or int(m[9]) > 59 or int(m[8]) > 23:
            return None
        off = datetime.timedelta(hours=int(m[8]), minutes=int(m[9]))
        at = at - off if m[7] == "+" else at + off
    except (ValueError, OverflowError):
        return None
    return at.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


# A field: may this be its text, and which members does it make?  None: it may not.

def plain(name, allowed):
    def read(raw, esc):
        return None if not allowed(raw) else {} if raw in ("", "-") else {name: esc.decode(raw)}
    return read


def client(raw, esc):
    """A port behind an address is none of it; behind anything else it stays."""
    fields = plain("client_ip", client_ok)(raw, esc)
    host, colon, port = (fields or {}).get("client_ip", "").partition(":")
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return fields
    return {"client_ip": host} if colon and re.fullmatch("[0-9]{1,5}", port, re.A) else fields


def quoted(name):
    def read(raw, esc):
        return None if not esc.grammar.fullmatch(raw) else {} if raw in ("", "-") else {name: esc.decode(raw)}
    return read


def request(raw, esc):
    return None if not esc.grammar.fullmatch(raw) else split_request("" if raw == "-" else esc.decode(raw))


def clock(raw, _):
    at = time_of(raw)
    return None if at is None else {"timestamp": at}


def status(raw, _):
    if raw == "-":
        return {}
    if not re.fullmatch(r"\d{3}|0", raw, re.A):
        return None
    return {"status": int(raw)} if int(raw) else {}


def count(name, dash):
    def read(raw, _):
        if raw == "-":
            return dash
        return {name: int(raw)} if re.fullmatch(r"\d+", raw, re.A) else None
    return read


def millis(raw, _):
    return {"duration_ms": int(raw)} if re.fullmatch(r"\d+", raw, re.A) else {} if raw == "-" else None


def seconds(raw, _):
    if not re.fullmatch(r"\d+(\.\d+)?", raw, re.A):
        return {} if raw == "-" else None
    return {"duration_ms": float(raw) * 1000}


CLIENT, USER = client, plain("user_id", user_ok)
IDENT = plain("ident", lambda t: " " not in t)
COMBINED = [("", CLIENT), (" ", IDENT), (" ", USER), (" [", clock), ('] "', request), ('" ', status),
            (" ", count("bytes", {"bytes": 0})), (' "', quoted("referrer")), ('" "', quoted("user_agent")), ('"', None)]
NGINX_COMBINED = ("$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent "
                  "\"$http_referer\" \"$http_user_agent\" $request_time")
TIMED = [("", CLIENT), (" - ", USER), (" [", clock), ('] "', request), ('" ', status), (" ", count("bytes", {})),
         (' "', quoted("referrer")), ('" "', quoted("user_agent")), ('" ', seconds), ("", None)]
APACHE_COMBINED = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"'
TRAEFIK = COMBINED[:-1] + [('" ', plain("env_n", lambda t: True)), (' "', quoted("env_router")), ('" ', millis), ("ms", None)]


def combined_fields(r, esc):
    return [r["client"], "-", r["user"], r["at"].strftime("%d/Nov/%Y:%H:%M:%S +0000"), esc.write(r["request"]),
            str(r["status"]), str(r["bytes"]), esc.write(r["referrer"]), esc.write(r["agent"])]


def timed_fields(r, esc):
    f = combined_fields(r, esc)
    return f[:1] + f[2:] + [f"{r['ms'] // 1000}.{r['ms'] % 1000:03d}"]


def traefik_fields(r, esc):
    return combined_fields(r, esc) + [str(r["ms"] % 97), esc.write("app q@file"), str(r["ms"])]


# name, arguments, escapes, format, writer, text may follow behind the format
PROGRAMS = (
    ("Apache, lighttpd, Varnish", ("-f", "combined"), APACHE, COMBINED, combined_fields, True),
    ("nginx", ("-f", "combined"), NGINX, COMBINED, combined_fields, True),
    ("nginx with its times", ("-f", "nginx", "--log-format", NGINX_COMBINED), NGINX, TIMED, timed_fields, False),
    ("gunicorn", ("-f", "apache", "--log-format", "escape=quote " + APACHE_COMBINED), QUOTE, COMBINED, combined_fields, False),
    ("Traefik", ("-f", "apache", "--log-format", "escape=quote " + APACHE_COMBINED + ' %{n}e "%{router}e" %{ms}Tms'),
     QUOTE, TRAEFIK, traefik_fields, False),
    ("Squid", ("-f", "apache", "--log-format", "escape=none " + APACHE_COMBINED), NONE, COMBINED, combined_fields, False),
)


def join(fmt, texts):
    return "".join(lit + text for (lit, _), text in zip(fmt, texts + [""], strict=True))


def readings(fmt, esc, line, trailing, at=0, i=0):
    """Every way in which the line from a place on is of the format from a field on."""
    lit, field = fmt[i]
    if not line.startswith(lit, at):
        return
    at += len(lit)
    if field is None:
        if at == len(line) or trailing and line[at] == " ":
            yield {}
        return
    after = fmt[i + 1][0]
    end = line.find(after, at) if after else len(line)
    while end >= 0:
        made = field(line[at:end], esc)
        if made is not None:
            for more in readings(fmt, esc, line, trailing, end, i + 1):
                yield made | more
        end = line.find(after, end + 1) if after else -1


def mutate(rng, fmt, texts, other):
    """The line with one thing wrong."""
    t = list(texts)
    i, k = rng.randrange(len(t)), rng.randrange(len(t))
    line = join(fmt, t)
    at = rng.randrange(len(line))
    how = rng.randrange(9)
    if how == 0:                                    # a field, with what is before it
        lits = [lit for lit, _ in fmt]
        return "".join(a + b for n, (a, b) in enumerate(zip(lits, t + [""], strict=True)) if n != i)
    if how == 1:
        t[i], t[k] = t[k], t[i]
    elif how == 2:
        t[i] = other[k]
    elif how == 3:
        t[i] = t[i] + " " + t[k]
    elif how == 4:
        return line[:at]
    elif how == 5:
        return line[:at] + rng.choice('" -\\x0]:[') + line[at + 1:]
    elif how == 6:
        return line[:at] + rng.choice('" -\\x0]:[') + line[at:]
    elif how == 7:
        return line[:at] + line[at + 1:]
    else:
        return rng.choice(("Nov 29 19:00:00 web1 nginx: ", "2026-11-29T19:00:00.1Z stdout F ", "<134>", "web-1  | ")) + line
    return join(fmt, t)


def parse(args, lines):
    """What cxparse makes of each line: members, or None where it was rejected."""
    data = "".join(line + "\n" for line in lines).encode("latin-1")
    p = subprocess.run(["cxparse", *args, "--max-bad", "100%", "--rejects", "/dev/fd/2"], input=data, capture_output=True, check=False)
    bad = {json.loads(r)["line"] for r in p.stderr.splitlines() if r.startswith(b"{")}
    got = iter(p.stdout.splitlines())
    out = [None if n in bad else json.loads(next(got)) for n in range(1, len(lines) + 1)]
    if next(got, None) is not None:
        raise SystemExit("more records than lines")
    return out


def agrees(got, want):
    return got.keys() == want.keys() and all(abs(got[k] - v) < 1e-6 if k == "duration_ms" else got[k] == v for k, v in want.items())


def truth(fmt, esc, r, texts, trailing):
    """What the program meant: of all readings the one that has the request's own texts."""
    for w in readings(fmt, esc, join(fmt, texts), trailing):
        if all(w.get(k, "-") == from_bytes(to_bytes(r[n])) for k, n in (("referrer", "referrer"), ("user_agent", "agent"))):
            return w
    return None


def check_program(rng, name, args, esc, fmt, write, trailing):
    requests = [draw_request(rng) for _ in range(LINES)]
    texts = [write(r, esc) for r in requests]
    whole = [join(fmt, t) for t in texts]
    wrong = []
    for r, t, line, got in zip(requests, texts, whole, parse(args, whole), strict=True):
        n = len(list(readings(fmt, esc, line, trailing)))
        want = truth(fmt, esc, r, t, trailing)
        if want is None or n == 1 and (got is None or not agrees(got, want)):
            wrong.append((line, got, want))
    ok(not wrong, f"{name}: {LINES} lines are read as they were meant")
    for w in wrong[:SHOWN]:
        note(w)
    check_mutants(rng, name, args, esc, fmt, texts, trailing)


def check_mutants(rng, name, args, esc, fmt, texts, trailing):
    bad = []
    lines = [m for t in texts for m in (mutate(rng, fmt, t, rng.choice(texts)) for _ in range(MUTANTS)) if m.strip(" \t")]
    for line, got in zip(lines, parse(args, lines), strict=True):
        if got is not None and not any(agrees(got, w) for w in readings(fmt, esc, line, trailing)):
            bad.append((line, got, list(readings(fmt, esc, line, trailing))))
    ok(not bad, f"{name}: {len(lines)} damaged ones are rejected, or read in a way that the format has")
    for b in bad[:SHOWN]:
        note(b)


def check_file(rng, name):
    """Lines that a server itself wrote; what it meant is in tests/cli/cxparse/servers.sh."""
    one = re.compile(r'(\S+) (\S+) (.+?) \[(.*?)\] "((?:[^"\\]|\\.)*)" (\S+) (\S+) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"')
    with open(f"{tap.DATA}/logs/servers/{name}.log", encoding="latin-1", newline="\n") as f:
        texts = [list(one.match(line).groups()) for line in f]
    check_mutants(rng, f"{name}.log", ("-f", "combined"), APACHE, COMBINED, texts, True)


# logfmt, by Go's log/slog: texts that need it are in quotes, keys too.

GO_NAMED = {"\a": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", '"': '\\"', "\\": "\\\\"}
GO_ESCAPE = re.compile(r'\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U0[0-9A-Fa-f]{7}|["\\nrtbvfa/])')
GO_BACK = {v[1]: k for k, v in GO_NAMED.items()} | {"/": "/"}
KEYS = ("cache hit", "a", "x.y", 'k"q', "e=", "n", "dur_s", "caf\u00e9", "empty")
VALUES = ("", "plain", "two words", "12", "1.50", "007", "true", "a=b", 'q"q', "c:\\back", "bell \a esc \x1b[0m \v", "\u00e9\U0001f600", "nl\nx",
          "tab\t", "{}", "\udce9")


def go_quote(text):
    out = ""
    for c in text:
        if c in GO_NAMED:
            out += GO_NAMED[c]
        elif 0xdc80 <= ord(c) <= 0xdcff:
            out += f"\\x{ord(c) - 0xdc00:02x}"
        elif c < " " or c == "\x7f":
            out += f"\\x{ord(c):02x}"
        else:
            out += to_bytes(c)
    return f'"{out}"'


def go_word(text):
    needs = text == "" or re.search(r'[\x00-\x20="\x7f\udc80-\udcff]', text)
    return go_quote(text) if needs else to_bytes(text)


def go_decode(raw):
    def one(m):
        if m[1][0] == "x":
            return chr(int(m[1][1:], 16))
        if m[1][0] in "uU":
            return to_bytes(chr(int(m[1][1:], 16)))
        return GO_BACK[m[1]]
    return from_bytes(GO_ESCAPE.sub(one, raw))


PAIR = re.compile(r'(?:"((?:[^"\\]|\\.)+)"(?==)|([^\x00-\x20="]+))(?:=(?:"((?:[^"\\]|\\.)*)"|([^\x00-\x20="]*)))?(?=[\x00-\x20]|$)', re.S)
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.A)


def read_pairs(line):
    """The members of a line of logfmt; None when it is none."""
    out, valued, at = {}, False, 0
    while True:
        while at < len(line) and line[at] <= " ":
            at += 1
        if at == len(line):
            return out if valued else None
        m = PAIR.match(line, at)
        if m is None:
            return None
        key = go_decode(m[1]) if m[1] is not None else from_bytes(m[2])
        at = m.end()
        if m[3] is None and m[4] is None:
            out[key] = True
            continue
        valued = True
        if m[3] is not None:
            value = go_decode(m[3])
        elif m[4] in ("true", "false"):
            value = m[4] == "true"
        else:
            value = json.loads(m[4]) if NUMBER.fullmatch(m[4]) else from_bytes(m[4])
        if value != "":
            out[key] = value


def check_logfmt(rng):
    def pair():
        return go_word(rng.choice(KEYS)) + "=" + go_word(rng.choice(VALUES))
    fmt = [("", None)] + [(" ", None)] * 3 + [("", None)]
    wrong, bad = [], []
    texts = [[pair() for _ in range(4)] for _ in range(4 * LINES)]
    whole = [" ".join(t) for t in texts]
    for line, got in zip(whole, parse(("-f", "logfmt"), whole), strict=True):
        if got is None or got != read_pairs(line):
            wrong.append((line, got, read_pairs(line)))
    ok(not wrong, f"log/slog: {len(whole)} lines are read as they were meant")
    lines = [m for t in texts for m in (mutate(rng, fmt, t, rng.choice(texts)) for _ in range(MUTANTS // 4)) if m.strip(" \t")]
    for line, got in zip(lines, parse(("-f", "logfmt"), lines), strict=True):
        want = read_pairs(line)
        if got is not None and got != want or got is None and want is not None:
            bad.append((line, got, want))
    ok(not bad, f"log/slog: {len(lines)} damaged ones are rejected or read by the grammar")
    for w in wrong[:SHOWN] + bad[:SHOWN]:
        note(w)


def main():
    rng = tap.seeded()
    for p in PROGRAMS:
        check_program(rng, *p)
    for name in ("lighttpd", "varnish_ncsa", "nginx_timed"):
        check_file(rng, name)
    check_logfmt(rng)
    tap.done()


main()
