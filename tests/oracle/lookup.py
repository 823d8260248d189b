# SPDX-License-Identifier: GPL-3.0-or-later
"""lookup - what cxjoin finds, against loops in Python and, when it is there, DuckDB

Random tables as NDJSON and as CSV, events whose keys and times come in every spelling;
joins of every kind, as of a time, within one, and by network with Python's ipaddress.
"""
import ipaddress
import json
import os
import tempfile
from datetime import datetime, timedelta, timezone

import tap
from tap import note, ok

BASE = datetime(2026, 1, 1, tzinfo=timezone.utc)
KINDS = {"left": [], "inner": ["--inner"], "semi": ["--semi"], "anti": ["--anti"]}
rng = tap.seeded()


def spelled(text):
    """A JSON string of @text, some of its characters as escapes."""
    return '"' + "".join(f"\\u{ord(c):04x}" if rng.random() < 0.2 else json.dumps(c)[1:-1] for c in text) + '"'


def number(n):
    """One of the spellings of a whole number, or of its text."""
    return rng.choice([str(n), f"{n}.0", f"{n}e0", f"{n * 10}E-1", f'"{n}"'])


def draw_key(pool):
    """What the key is, and how it is written."""
    if rng.random() < 0.5:
        n = rng.randrange(pool)
        return str(n), number(n)
    s = rng.choice("käß,\"\\x") + str(rng.randrange(pool))
    return s, spelled(s)


def moment(seconds):
    """A time and one of its spellings."""
    at = BASE + timedelta(seconds=seconds)
    zone = timezone(timedelta(minutes=rng.choice([0, 120, -330])))
    return at, rng.choice([at.isoformat().replace("+00:00", "Z"), at.astimezone(zone).isoformat(),
                           str(int(at.timestamp()))])


def write(path, lines):
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(line + "\n" for line in lines)


def csv_field(s):
    return '"' + s.replace('"', '""') + '"' if any(c in s for c in ',"\\') else s


class Case:
    """Events and a table; keys are pairs, of which one may be null in events."""

    def __init__(self, dir, pool, timed):
        self.dir, self.timed = dir, timed
        self.table, self.event = [], []
        rows = {}
        for i in range(rng.randrange(2 * pool * pool) + 1):
            (a, a_text), (b, b_text) = draw_key(pool), draw_key(pool)
            at, at_text = moment(rng.randrange(3000))
            rows.setdefault((a, b, at if timed else None), (a, a_text, b, b_text, at, at_text, i))
        self.table = list(rows.values())
        rng.shuffle(self.table)
        self.cut = rng.randrange(len(self.table) + 1)
        write(f"{dir}/t.ndjson", (self.row_json(r) for r in self.table))
        write(f"{dir}/t.csv", ["a,b,since,n"] + [f"{csv_field(r[0])},{csv_field(r[2])},{r[5]},{r[6]}" for r in self.table])
        for i in range(400):
            (a, a_text), (b, b_text) = draw_key(pool + 1), draw_key(pool)
            at, at_text = moment(rng.randrange(-100, 3500))
            if rng.random() < 0.1:
                a, a_text = None, "null"
            stamp = at_text if at_text.isdigit() else json.dumps(at_text)
            self.event.append((a, b, at, f'{{"timestamp":{stamp}, "a":{a_text},"i":{i},"b":{b_text}}}'))
        write(f"{dir}/e.ndjson", (e[3] for e in self.event))

    @staticmethod
    def row_json(r):
        at = r[5] if r[5].isdigit() else json.dumps(r[5])
        return f'{{"b":{r[3]},"n":{r[6]},"a":{r[1]},"since":{at}}}'

    def find(self, e, within):
        """The row of an event, by looking at each."""
        best = None
        for r in self.table:
            if (r[0], r[2]) != (e[0], e[1]):
                continue
            if self.timed and (r[4] > e[2] or (within is not None and e[2] - r[4] > within)):
                continue
            if best is None or r[4] > best[4]:
                best = r
        return best

    def want(self, kind, within):
        for e in self.event:
            r = self.find(e, within)
            if kind == "anti" and r is None or kind == "semi" and r is not None or kind == "left" and r is None:
                yield e[3]
            elif kind in ("left", "inner") and r is not None:
                yield f'{e[3][:-1]},"n":{r[6]}}}'

    def join(self, table, kind, more):
        asof = ["--asof", "since"] if self.timed else []
        take = ["--take", "n"] if kind in ("left", "inner") else []
        return tap.run("cxjoin", "-k", "a,b", *asof, *take, *KINDS[kind], *more, f"{self.dir}/{table}",
                       f"{self.dir}/e.ndjson").decode()


def same(got, want, name):
    if not ok(got == want, name):
        pairs = [(g, w) for g, w in zip(got.splitlines(), want.splitlines()) if g != w]
        note(f"{len(got.splitlines())} lines for {len(want.splitlines())}; {pairs[:2]}")


def by_key(dir):
    for timed in (False, True):
        for pool in (1, 4, 30):
            case = Case(dir, pool, timed)
            for kind in KINDS:
                within = timedelta(seconds=rng.randrange(400)) if timed and rng.random() < 0.5 else None
                more = [] if within is None else ["--within", f"{int(within.total_seconds())}s"]
                want = "".join(line + "\n" for line in case.want(kind, within))
                for table in ("t.ndjson", "t.csv"):
                    same(case.join(table, kind, more), want,
                         f"{kind}, {len(case.table)} rows of {table}{' with times' if timed else ''} {' '.join(more)}")
            in_duckdb(case)


def in_duckdb(case):
    duckdb = tap.module("duckdb")
    if duckdb is None:
        tap.skip("DuckDB", "no module duckdb")
        return
    con = duckdb.connect()
    con.execute("CREATE TABLE t (a VARCHAR, b VARCHAR, since TIMESTAMP, n INT)")
    con.execute("CREATE TABLE e (a VARCHAR, b VARCHAR, since TIMESTAMP, i INT)")
    for r in case.table:
        con.execute("INSERT INTO t VALUES (?, ?, ?, ?)", [r[0], r[2], r[4].replace(tzinfo=None), r[6]])
    for i, e in enumerate(case.event):
        con.execute("INSERT INTO e VALUES (?, ?, ?, ?)", [e[0], e[1], e[2].replace(tzinfo=None), i])
    how = "ASOF LEFT JOIN t ON e.a = t.a AND e.b = t.b AND e.since >= t.since" if case.timed else \
        "LEFT JOIN t ON e.a = t.a AND e.b = t.b"
    want = con.execute(f"SELECT i, n FROM e {how} ORDER BY i").fetchall()
    got = [(r["i"], r.get("n")) for r in tap.records(case.join("t.csv", "left", []).encode())]
    ok([(int(i), None if n is None else int(n)) for i, n in got] == want,
       f"DuckDB joins {sum(n is not None for _, n in want)} of {len(want)} alike")


def draw_network():
    if rng.random() < 0.5:
        bits = rng.choice([12, 16, 24, 30, 32]) if rng.random() < 0.98 else 0
        n = ipaddress.ip_network((rng.choice([0x0A000000, 0x0A010000, 0xC0000200]) ^ rng.randrange(1 << 12), bits), strict=False)
        mapped = f"::ffff:{n.network_address}/{96 + bits}"
        return n, rng.choice([str(n), mapped, str(n.network_address) if bits == 32 else str(n)])
    bits = rng.choice([32, 48, 64, 65, 127, 128]) if rng.random() < 0.98 else 0
    n = ipaddress.ip_network(((0x20010DB8 << 96) ^ rng.getrandbits(20) << rng.choice([0, 60, 80]), bits), strict=False)
    return n, rng.choice([str(n), n.exploded])


def draw_address(nets):
    n = rng.choice(nets)[0]
    make = ipaddress.IPv4Address if n.version == 4 else ipaddress.IPv6Address
    at = make(int(n.network_address) ^ rng.getrandbits(rng.choice([1, 6, 20])))
    port = rng.choice(["", ":8080"])
    if at.version == 4:
        return at, rng.choice([f"{at}{port}", f"::ffff:{at}"])
    return at, f"[{at}]{port}" if port else rng.choice([str(at), at.exploded])


def by_network(dir):
    for size in (1, 20, 300):
        nets = list({n: (n, text) for n, text in (draw_network() for _ in range(size))}.values())
        write(f"{dir}/n.csv", ["network,n"] + [f"{text},{i}" for i, (_, text) in enumerate(nets)])
        events = [draw_address(nets) for _ in range(500)]
        write(f"{dir}/a.ndjson", (json.dumps({"client_ip": text}) for _, text in events))
        want = []
        for at, text in events:
            fits = [(n.prefixlen, i) for i, (n, _) in enumerate(nets) if n.version == at.version and at in n]
            want.append((text, max(fits)[1] if fits else None))
        out = tap.run("cxjoin", "-k", "network = client_ip", "--cidr", f"{dir}/n.csv", f"{dir}/a.ndjson")
        got = [(r["client_ip"], None if "n" not in r else int(r["n"])) for r in tap.records(out)]
        ok(got == want, f"{sum(n is not None for _, n in want)} of 500 addresses in {len(nets)} networks")


def main():
    if not tap.have("cxjoin"):
        note("no cxjoin")
        raise SystemExit(1)
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as dir:
        by_key(dir)
        by_network(dir)
    tap.done()


main()
