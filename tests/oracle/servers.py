# SPDX-License-Identifier: GPL-3.0-or-later
"""servers - lines that programs wrote for known requests, and what independent readers made of them

tests/data/logs/servers.ndjson.gz has a line and its truth each; the bytes of a line are
written as the characters of Latin-1.
"""
import gzip
import json
import os

import tap
from tap import note, ok

# What the independent readers left out; and what Squid writes where there was no request.
MORE = {"squid": {"method"}, "haproxy": {"response_captures"}}


def same(a, b):
    """Equal; of times the zeroes behind a fraction say nothing."""
    return a == b or isinstance(a, str) and isinstance(b, str) and a.endswith("Z") and a.rstrip("Z").rstrip("0") == b.rstrip("Z").rstrip("0")


def differences(name, got, want):
    more = set(got) - set(want) - MORE.get(name, set())
    return [(k, got.get(k), want.get(k)) for k in sorted(set(want) | more) if not same(got.get(k), want.get(k))]


formats = {}
with gzip.open(os.path.join(tap.DATA, "logs", "servers.ndjson.gz")) as f:
    for row in map(json.loads, f):
        key = ("-f", row["format"]) if "format" in row else ("--schema", row["schema"])
        formats.setdefault(key, []).append(row)
for (option, name), rows in sorted(formats.items()):
    lines = "".join(r["line"] + "\n" for r in rows).encode("latin-1")
    out = [json.loads(r) for r in tap.run("cxparse", option, name, stdin=lines).splitlines()]
    wrong = [] if len(out) == len(rows) else [("records", len(out), len(rows))]
    for got, row in zip(out, rows):
        wrong += [(row["line"], *d) for d in differences(name, got, row["want"])]
    ok(not wrong and len(rows) > 15, f"{option} {name}: {len(rows)} lines, every field")
    for w in wrong[:5]:
        note(w)
    best = json.loads(tap.run("cxparse", "--detect", stdin=lines).split(b"\n")[0])
    best["format"] = best.get("schema", best["format"])
    ok(best["format"] == name or name in ("gunicorn", "lighttpd", "varnish"), f"{option} {name}: --detect finds {best['format']}")
tap.done()
