# SPDX-License-Identifier: GPL-3.0-or-later
"""probes - what load generators and probes wrote of requests whose truth is known

tests/data/probes/probes.ndjson.gz has a tool's whole file and its events each.  The truth
comes from the server that was asked; some lines were left out of the files, not their kinds.
"""
import gzip
import json
import os

import tap
from tap import note, ok

RUN = "2026-11-29T20:00:00Z"
UNTIMED = {"curl", "hey", "locust_stats", "blackbox"}

# What a schema says beyond the truth: blackbox_exporter's failures have no text.
MORE = {"blackbox": {"error"}}

def same(key, a, b):
    """Equal; the truth of HAR is rounded to microseconds, and says nothing of zeroes."""
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and not isinstance(a, bool):
        return abs(a - b) <= (0.00051 if key.endswith("_ms") else 0)
    if isinstance(a, str) and isinstance(b, str) and a.endswith("Z") and b.endswith("Z"):
        return short(a) == short(b)
    return a == b


def short(time):
    """A time in microseconds, cut off."""
    whole, _, rest = time.rstrip("Z").partition(".")
    return whole, rest[:6].rstrip("0")


def differences(schema, got, want):
    more = set(got) - set(want) - MORE.get(schema, set())
    if schema in UNTIMED:
        more.discard("timestamp")
    return [(k, got.get(k), want.get(k)) for k in sorted(set(want) | more) if not same(k, got.get(k), want.get(k))]


with gzip.open(os.path.join(tap.DATA, "probes", "probes.ndjson.gz")) as f:
    rows = [json.loads(r) for r in f]
for row in rows:
    schema, text = row["schema"], row["text"].encode()
    args = ["--schema", schema] + row.get("options", [])
    if schema in UNTIMED:
        args += ["--run-start", RUN]
    out = [json.loads(r) for r in tap.run("cxparse", *args, stdin=text).splitlines()]
    wrong = [] if len(out) == len(row["want"]) else [("events", len(out), len(row["want"]))]
    for got, want in zip(out, row["want"]):
        wrong += [(got, *d) for d in differences(schema, got, want)]
    ok(not wrong and len(out) > 0, f"{row['file']}: {len(out)} events, every field")
    for w in wrong[:5]:
        note(w)
    best = json.loads(tap.run("cxparse", "--detect", *row.get("options", [])[2:], stdin=text).split(b"\n")[0])
    ok(best.get("schema") == schema, f"{row['file']}: --detect finds {best['format']}, {best.get('schema')}")
tap.done()
