# SPDX-License-Identifier: GPL-3.0-or-later
#
# segment.py - cxsegment against others' quantiles and tiles, and against plain Python
#
# 1. Scores of 995 customers and of drawn ones: by edges with the quantiles of Python's
#    statistics (inclusive, which is type 7), by NTILE of SQLite, by the mean rank.
# 2. Reactions to messages, judged once more from their description.
import csv
import json
import math
import os
import statistics
import tempfile

import tap

sqlite3 = tap.module("sqlite3")
MEASURES = ("recency", "frequency", "monetary")


def customers():
    with open(os.path.join(tap.DATA, "users", "rfm_customers.csv"), encoding="utf-8") as f:
        return [(r["customer_id"], float(r["recency_days"]), float(r["orders"]), float(r["revenue"]))
                for r in csv.DictReader(f)]


def drawn(rng):
    spread = rng.choice((3, 20, 400))
    return [(f"u{i:04}", rng.randrange(spread), rng.randrange(1, 9), rng.randrange(spread) / 4)
            for i in rng.sample(range(9999), rng.randint(2, 300))]


def by_cut(values, scores, best_low):
    edges = statistics.quantiles(values, n=scores, method="inclusive")
    classes = [1 + sum(e < v for e in edges) for v in values]
    return [scores + 1 - c for c in classes] if best_low else classes


def by_rank(values, scores, best_low):
    ordered = sorted(values, reverse=best_low)
    return [math.ceil(scores * (2 * ordered.index(v) + ordered.count(v) + 1) / (2 * len(values)))
            for v in values]


def by_tile(users, at, scores):
    db = sqlite3.connect(":memory:")
    db.execute("create table t (user text, x real)")
    db.executemany("insert into t values (?, ?)", [(u[0], u[at]) for u in users])
    way = "desc" if at == 1 else "asc"
    tile = dict(db.execute(f"select user, ntile({scores}) over (order by x {way}, user) from t"))
    return [tile[u[0]] for u in users]


def check_scores(name, users, scores, rules):
    text = "".join(json.dumps({"user": u[0], **dict(zip(MEASURES, u[1:], strict=True))}) + "\n"
                   for u in users).encode()
    for method in ("cut", "ntile", "rank"):
        if method == "ntile" and sqlite3 is None:
            tap.skip(f"{name}: {scores} scores by ntile", "no sqlite3")
            continue
        out = tap.run("cxsegment", "--rfm", "--rules", rules, "--method", method, "--scores",
                      str(scores), stdin=text)
        got = {r["user"]: (r["r"], r["f"], r["m"]) for r in tap.records(out)}
        want = []
        for at in (1, 2, 3):
            values = [u[at] for u in users]
            want.append(by_tile(users, at, scores) if method == "ntile" else
                        (by_cut if method == "cut" else by_rank)(values, scores, at == 1))
        tap.ok(all(got[u[0]] == w for u, w in zip(users, zip(*want, strict=True), strict=True)),
               f"{name}: {scores} scores by {method}")


def events_of(rng):
    out = []
    for user in range(rng.randint(1, 12)):
        for _ in range(rng.randint(1, 40)):
            e = {"timestamp": 1767225600 + rng.randrange(500), "user_id": f"u{user:02}",
                 "event_name": "notification_" + rng.choice(("sent", "sent", "opened", "clicked", "bounced"))}
            if rng.random() < 0.6:
                e["delivery_id"] = str(rng.randrange(15))
            out.append(e)
    return out


def judged(events, last, within):
    """never, sometimes, always or other, of one user's events in order."""
    sent, named, known = [], {}, []
    for e in events:
        if e["event_name"] == "notification_sent":
            name = e.get("delivery_id")
            if name is None or name not in named:
                sent.append([e["timestamp"], False])
                if name is not None:
                    named[name] = len(sent) - 1
                known.append((e, len(sent) - 1))
        elif e["event_name"] in ("notification_opened", "notification_clicked"):
            known.append((e, None))
    before = None
    for e, number in known:
        if number is not None:
            before = number
            continue
        to = named.get(e["delivery_id"]) if "delivery_id" in e else before
        if to is not None and e["timestamp"] - sent[to][0] <= within:
            sent[to][1] = True
    of = [reacted for _, reacted in sent[-last:]]
    if not of:
        return "other", 0, 0
    return ("always" if all(of) else "sometimes" if any(of) else "never"), len(of), sum(of)


def order(e):
    reaction = e["event_name"] != "notification_sent"
    fact = [reaction] + ([e["delivery_id"]] if "delivery_id" in e else [])
    return e["timestamp"], json.dumps(fact, separators=(",", ":"))


def check_responses(rng):
    wrong = []
    for _ in range(20):
        events, last, within = events_of(rng), rng.randint(1, 8), rng.choice((20, 100, 1000))
        text = "".join(json.dumps(e) + "\n" for e in events).encode()
        out = tap.run("cxsegment", "--responses", str(last), "--within", f"{within}s", stdin=text)
        users = {}
        for e in sorted(events, key=order):
            if e["event_name"] != "notification_bounced":
                users.setdefault(e["user_id"], []).append(e)
        want = [(u, *judged(users[u], last, within)) for u in sorted(users)]
        got = [(r["user"], r["segment"], r["messages"], r["reacted"]) for r in tap.records(out)]
        if got != want:
            wrong.append((last, within, got, want))
    tap.ok(not wrong, "reactions to messages")
    for w in wrong[:3]:
        tap.note(w)


rng = tap.seeded()
with tempfile.NamedTemporaryFile("w", suffix=".yaml") as all_users:
    all_users.write("rules: {all: true}\n")
    all_users.flush()
    for n in (2, 5, 10, 100):
        check_scores("995 customers", customers(), n, all_users.name)
    for i in range(6):
        check_scores(f"drawn {i}", drawn(rng), rng.randint(2, 12), all_users.name)
check_responses(rng)
tap.done()
