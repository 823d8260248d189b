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
MORE = {
    "squid": {"method"},
    "haproxy": {"response_captures"},
    "syslog+haproxy": {"response_captures", "level", "facility", "service"},
    "zap+ndjson": {"logger", "message"},
    "envoy": {"response_code_details", "response_flags"},
}
# Formats that say so little that --detect takes another one, which reads as many lines.
PLAIN = ("gunicorn", "lighttpd", "varnish")


def same(a, b):
    """Equal; of times the zeroes behind a fraction say nothing."""
    return a == b or isinstance(a, str) and isinstance(b, str) and a.endswith("Z") and a.rstrip("Z").rstrip("0") == b.rstrip("Z").rstrip("0")


def differences(name, got, want):
    more = set(got) - set(want) - MORE.get(name, set())
    return [(k, got.get(k), want.get(k)) for k in sorted(set(want) | more) if not same(got.get(k), want.get(k))]


def read(options, lines):
    return [json.loads(r) for r in tap.run("cxparse", *options, stdin=lines).splitlines()]


def as_it_was(line):
    return (line + "\n").encode("latin-1")


def in_cri(line):
    return b"2026-11-30T01:02:03.000000001Z stdout F " + as_it_was(line)


def in_docker(line):
    text = line.encode("latin-1").decode() + "\n"
    return json.dumps({"log": text, "stream": "stdout", "time": "2026-11-30T01:02:03.000000001Z"}).encode() + b"\n"


def is_text(line):
    try:
        return line.encode("latin-1").decode().isprintable()
    except UnicodeDecodeError:
        return False


def check_wrapped(name, options, rows):
    """What a container's log holds is read as the line alone; a time of its own is not lost."""
    for envelope, wrap, rows in ("cri", in_cri, rows), ("docker", in_docker, [r for r in rows if is_text(r["line"])]):
        form = options[1] if options[0] == "-f" else "ndjson"
        out = read(("-f", f"{envelope}+{form}", *options[(2 if options[0] == "-f" else 0) :]), b"".join(wrap(r["line"]) for r in rows))
        alone = read(options, b"".join(as_it_was(r["line"]) for r in rows))
        for got, want in zip(out, alone):
            want.setdefault("stream", "stdout")
            want.setdefault("timestamp", got["timestamp"])
        ok(out == alone and rows, f"{name} in {envelope}: {len(rows)} lines, as they are alone")


formats = {}
with gzip.open(os.path.join(tap.DATA, "logs", "servers.ndjson.gz")) as f:
    for row in map(json.loads, f):
        key = tuple(w for option in ("format", "schema") if option in row for w in ({"format": "-f", "schema": "--schema"}[option], row[option]))
        formats.setdefault((key, row.get("by", "")), []).append(row)
for (options, by), rows in sorted(formats.items()):
    name, lines = options[1], b"".join(as_it_was(r["line"]) for r in rows)
    out = read(options, lines)
    wrong = [] if len(out) == len(rows) else [("records", len(out), len(rows))]
    for got, row in zip(out, rows):
        wrong += [(row["line"], *d) for d in differences(name, got, row["want"])]
    ok(not wrong and len(rows) > 4, f"{' '.join(options)} {by}: {len(rows)} lines, every field")
    for w in wrong[:5]:
        note(w)
    best = json.loads(tap.run("cxparse", "--detect", stdin=lines).split(b"\n")[0])
    found = [w for option in ("format", "schema") if option in best for w in ({"format": "-f", "schema": "--schema"}[option], best[option])]
    ok(" ".join(found).endswith(" ".join(options)) or name in PLAIN, f"{' '.join(options)} {by}: --detect finds {' '.join(found)}")
    if "+" not in name:
        check_wrapped(f"{' '.join(options)} {by}", options, rows)
tap.done()
