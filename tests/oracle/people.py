# SPDX-License-Identifier: GPL-3.0-or-later
"""people - cxfunnel --like clickhouse and cxretain, user by user, against ClickHouse itself

Drawn users with many events of one time, steps that overlap, steps that come twice and
events that are no step: windowFunnel in each of its modes, and retention() of days, weeks
and months.  Needs chdb (pip install chdb).
"""
import datetime
import json
import os
import tempfile

import tap

chdb = tap.module("chdb")
MODES = ("", "strict_order", "strict_deduplication", "strict_increase", "strict_once",
         "strict_once+strict_increase")
USERS = 3000
BASE = 1772323200	# 2026-03-01, a Sunday


def ask(sql):
    return [json.loads(line) for line in str(chdb.query(sql, "JSONEachRow")).splitlines()]


def write(path, rows):
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(json.dumps(r) + "\n" for r in rows)


def table(path):
    return f"file('{path}', JSONEachRow, 'timestamp UInt32, user_id String, event_name String')"


def drawn_steps(rng):
    """Each a set of letters: mostly one, at times two, some of them a step before."""
    steps = []
    for _ in range(rng.randint(2, 5)):
        if steps and rng.random() < 0.25:
            steps.append(rng.choice(steps))
        else:
            steps.append("".join(sorted(rng.sample("ABCDE", 2 if rng.random() < 0.2 else 1))))
    return steps


def drawn_events(rng, spread):
    rows = [{"timestamp": BASE + rng.randrange(spread), "user_id": f"u{u:04}",
             "event_name": rng.choice("ABCDEX")} for u in range(USERS) for _ in range(rng.randint(1, 9))]
    rng.shuffle(rows)
    return rows


def check_funnel(rng, path, mode):
    steps, within, spread = drawn_steps(rng), rng.randint(1, 15), rng.choice((6, 20, 40))
    rows = drawn_events(rng, spread)
    write(path, rows)
    words = "".join(f", '{word}'" for word in mode.split("+") if word)
    conditions = ", ".join("event_name in (" + ", ".join(f"'{c}'" for c in s) + ")" for s in steps)
    theirs = {r["user_id"]: int(r["level"]) for r in ask(
        f"select user_id, windowFunnel({within}{words})(timestamp, {conditions}) as level "
        f"from {table(path)} group by user_id")}
    args = [a for i, s in enumerate(steps)
            for a in ("-s", f"s{i}:event_name in [" + ", ".join(f'"{c}"' for c in s) + "]")]
    out = tap.run("cxfunnel", "--like", "clickhouse" + (":" + mode if mode else ""), "--within",
                  f"{within}s", "--per-user", "--now", "2027-01-01", *args, path)
    ours = {r["user"]: r["level"] for r in map(json.loads, out.splitlines())}
    wrong = [u for u in theirs if theirs[u] != ours.get(u, 0)]
    name = f"windowFunnel {mode or 'as it is'}: {' '.join(steps)} within {within} s of {spread}"
    # Where the second step is the first one, strict_increase does not get past it.
    some = max(theirs.values()) > 1 or mode == "strict_increase"
    if not tap.ok(not wrong and len(theirs) == USERS and some, name):
        for u in wrong[:3]:
            tap.note(f"{u}: {theirs[u]} there, {ours.get(u, 0)} here: " + " ".join(
                f"{r['event_name']}{r['timestamp'] - BASE}" for r in rows if r["user_id"] == u))


PERIODS = {
    "day": ("toDate(toDateTime(timestamp, 'UTC'))", "first + {k}"),
    "week": ("toMonday(toDateTime(timestamp, 'UTC'), 'UTC')", "first + 7 * {k}"),
    "month": ("toStartOfMonth(toDateTime(timestamp, 'UTC'))", "addMonths(first, {k})"),
}


def check_retention(rng, path, period, start, back):
    """start and back: names of events; any where both are empty."""
    days = {"day": 12, "week": 60, "month": 300}[period]
    rows = drawn_events(rng, days * 86400)
    write(path, rows)
    of, later = PERIODS[period]
    began = f"event_name = '{start}'" if start else "1"
    came = f"event_name = '{back}'" if back else "1"
    tests = ", ".join(f"p = {later.format(k=k)} and {came}" for k in range(1, 12))
    theirs = {r["user_id"]: (r["first"], r["r"]) for r in ask(
        f"select user_id, first, retention(p = first and {began}, {tests}) as r from "
        f"(select user_id, event_name, {of} as p from {table(path)}) as e "
        f"join (select user_id, min({of}) as first from {table(path)} where {began} group by user_id) as s "
        "using user_id group by user_id, first")}
    args = (["--start", start] if start else []) + (["--return", back] if back else [])
    out = tap.run("cxretain", "--per-user", "--period", period, "--now", "2028-01-01", *args, path)
    ours = {}
    for r in map(json.loads, out.splitlines()):
        ours[r["user"]] = (r["cohort"][:10], [1] + [int(k in r["k"]) for k in range(1, 12)])
    wrong = [u for u in set(theirs) | set(ours) if theirs.get(u) != ours.get(u)]
    name = f"retention by {period} of {start or 'any'} and {back or 'any'}"
    if not tap.ok(not wrong and len(theirs) > USERS / 3, name):
        for u in wrong[:3]:
            tap.note(f"{u}: {theirs.get(u)} there, {ours.get(u)} here: " + " ".join(
                f"{r['event_name']}{datetime.datetime.fromtimestamp(r['timestamp'], datetime.UTC):%m-%dT%H}"
                for r in sorted(rows, key=lambda r: r["timestamp"]) if r["user_id"] == u))


def main():
    rng = tap.seeded()
    if chdb is None:
        print("1..0 # SKIP no chdb")
        return
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "events.ndjson")
        for mode in MODES:
            for _ in range(6):
                check_funnel(rng, path, mode)
        for period in PERIODS:
            for start, back in (("", ""), ("A", "B")):
                check_retention(rng, path, period, start, back)
    tap.done()


main()
