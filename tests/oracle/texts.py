# SPDX-License-Identifier: GPL-3.0-or-later
"""texts - the functions that take texts apart, against Python's: str, re, json, ipaddress, urllib, decimal"""
import decimal
import ipaddress
import json
import re
import urllib.parse
from decimal import Decimal

import tap
from tap import note, ok

ALPHABET = "ab,;/ =%?#é가\U0001f600\"\\019"


def draw(rng, most=14):
    return "".join(rng.choice(ALPHABET) for _ in range(rng.randint(0, most)))


def agree(name, cases):
    """Cases: an expression over fields, the fields, and what is right (None: null)."""
    wrong = []
    for expr in sorted({c[0] for c in cases}):
        mine = [c for c in cases if c[0] == expr]
        rows = "".join(json.dumps(c[1]) + "\n" for c in mine).encode()
        out = tap.records(tap.run("cxselect", "--fields", "r", "--set", f"r = {expr}", stdin=rows))
        if len(out) != len(mine):
            wrong.append((expr, "records", len(out), len(mine)))
            continue
        wrong += [(expr, c[1], r.get("r"), c[2]) for c, r in zip(mine, out) if r.get("r") != c[2]]
    ok(not wrong and len(cases) > 50, f"{name}: {len(cases)} cases")
    for w in wrong[:10]:
        note(w)


def at(items, n):
    """Item n, 1 the first, -1 the last."""
    n = n - 1 if n > 0 else len(items) + n
    return items[n] if 0 <= n < len(items) else None


def place(rng):
    return rng.choice((1, 2, 3, 5, -1, -2, -4))


def check_cuts(rng):
    cases = []
    for _ in range(600):
        s, by, n = draw(rng), rng.choice((",", ";", "/", "ab", "é", ", ", "가")), place(rng)
        cases.append(("split(s, t, n)", {"s": s, "t": by, "n": n}, at(s.split(by), n)))
        cases.append(("trim(s)", {"s": s + rng.choice(("", " ", "\t\r\n"))}, s.strip(" \t\r\n")))
        begin = n - 1 if n > 0 else max(len(s) + n, 0)
        k = rng.randint(0, 6)
        if n > 0 or -n <= len(s):
            cases.append(("substr(s, n, k)", {"s": s, "n": n, "k": k}, s[begin:begin + k]))
        cases.append(("substr(s, n)", {"s": s, "n": n}, s[begin:]))
    agree("split, trim, substr", cases)


def check_urls(rng):
    cases = []
    for _ in range(500):
        parts = ["".join(rng.choice("abé.-%2019") for _ in range(rng.randint(0, 4))) for _ in range(rng.randint(0, 5))]
        path, n = "/" + "/".join(parts), place(rng)
        url = rng.choice(("", "https://shop.example.org:8443", "http://[2001:db8::7]"))
        tail = rng.choice(("", "?q=/x/y", "#/top"))
        cases.append(("segment(p, n)", {"p": url + path + tail, "n": n}, at([x for x in parts if x], n)))
        raw = bytes(rng.choice((rng.randrange(256), 0x41, 0x25, 0x2b)) for _ in range(rng.randint(0, 5)))
        text = rng.choice((urllib.parse.quote_from_bytes(raw), draw(rng)))
        right = urllib.parse.unquote_to_bytes(text)
        try:
            right = right.decode()
        except UnicodeDecodeError:
            right = text
        cases.append(("url_decode(s)", {"s": text}, right))
    agree("segment, url_decode", cases)


def check_networks(rng):
    cases = []
    for _ in range(400):
        six = rng.random() < 0.4
        kind, net, bits = (ipaddress.IPv6Address, ipaddress.IPv6Network, 128) if six else (ipaddress.IPv4Address, ipaddress.IPv4Network, 32)
        a = rng.getrandbits(bits)
        prefix = rng.randint(0, bits)
        near = a ^ (1 << rng.randrange(bits)) if rng.random() < 0.8 else a
        n = net((near, prefix), strict=False)
        if six and kind(a).ipv4_mapped or six and int(n.network_address) >> 32 == 0xffff:
            continue
        text = str(kind(a)) + rng.choice(("", "" if six else ":8080"))
        cases.append(("cidr(a, n)", {"a": text, "n": str(n)}, kind(a) in n))
    agree("cidr", cases)


def check_patterns(rng):
    cases = []
    patterns = ["(a+)(b)?", "([^,;]*)[,;]", "(é|가)+", "[0-9]+", "(.)(.)", "^a|b$", "(?<x>a)|(?<y>b)"]
    for _ in range(400):
        s, p = draw(rng), rng.choice(patterns)
        r = re.compile(p.replace("(?<", "(?P<"))
        m = r.search(s)
        quoted = json.dumps(p, ensure_ascii=False)
        cases.append((f"match(s, {quoted})", {"s": s}, m is not None))
        for g in range(r.groups + 1):
            cases.append((f"match(s, {quoted}, {g})", {"s": s}, m.group(g) if m else None))
        with_ours, with_theirs = rng.choice((("<>", "<>"), ("$$", "$"), ("[$0]", r"[\g<0>]"))) if not r.groups else ("<${1}>", r"<\g<1>>")
        cases.append((f"replace(s, {quoted}, \"{with_ours}\")", {"s": s}, r.sub(with_theirs, s)))
    agree("match, replace", cases)


def check_json(rng):
    cases = []
    for _ in range(300):
        x = {"a": [draw(rng), rng.randint(-9, 9), None, [1, {"b c": draw(rng)}]], "n": rng.choice((1, "1", True, {"k": draw(rng)}))}
        text = json.dumps(x, ensure_ascii=rng.random() < 0.5)
        cases += [("json(s).a[0]", {"s": text}, x["a"][0]), ("json(s).a[-1][1].`b c`", {"s": text}, x["a"][3][1]["b c"]),
                  ("json(s).n", {"s": text}, x["n"]), ("o.a[1]", {"o": x}, x["a"][1]),
                  ("json(s).n.k", {"s": text}, x["n"].get("k") if isinstance(x["n"], dict) else None),
                  ("o.a[-5]", {"o": x}, None), ("json(s)", {"s": text[:-1]}, None)]
    agree("json and what is below", cases)


def check_format(rng):
    cases = []
    with decimal.localcontext() as c:
        c.rounding = decimal.ROUND_HALF_UP
        for _ in range(400):
            x = Decimal(rng.randint(-10 ** rng.randint(1, 17), 10 ** 17)).scaleb(-rng.randint(0, 9))
            form = rng.choice(("", ",")) + f".{rng.randint(0, 9)}" + rng.choice("f%")
            right = format(x, form)
            if not re.search("[1-9]", right):
                right = right.lstrip("-")
            cases.append((f"format(x, \"{form}\")", {"x": str(x)}, right))
    agree("format", cases)


def check_durations(rng):
    cases = []
    for _ in range(300):
        h, m, s, ms = rng.randint(0, 40), rng.randint(0, 59), rng.randint(0, 59), rng.randint(0, 999)
        right = ((h * 60 + m) * 60 + s) * 1000 + ms
        for text in (f"{h}:{m:02}:{s:02}.{ms:03}", f"PT{h}H{m}M{s}.{ms:03}S", f"P{h // 24}DT{h % 24}H{m}M{s}.{ms:03}S",
                     f"{h}h{m}m{s}.{ms:03}s", f"{h}h{m}m{s}s{ms}ms"):
            cases.append(("duration_ms(d)", {"d": text}, right))
        cases.append(("duration_ms(d)", {"d": rng.choice(("P", "PT", "1:60:00", "1:2:3", "P1M", "5 s", "1:02:03:04", "PT5", "P1S", ":02"))}, None))
    agree("duration_ms", cases)


rng = tap.seeded()
for check in (check_cuts, check_urls, check_networks, check_patterns, check_json, check_format, check_durations):
    check(rng)
tap.done()
