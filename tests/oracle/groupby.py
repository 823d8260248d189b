# SPDX-License-Identifier: GPL-3.0-or-later
"""groupby - what cxstat says of groups, against exact fractions, Miller and DuckDB

Two real data sets, read by Python and not by us, and random NDJSON whose keys and
values come in every spelling.  Python's fractions give counts, sums, means,
nearest-rank quantiles, distinct values and rates to the last digit; Miller and
DuckDB, when they are there, answer the same questions in their own way.  Of groups
that were found so Python chooses the first ones as --top does.
"""
import gzip
import json
import math
import os
import re
import tempfile
from collections import Counter, defaultdict
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

import tap
from tap import exact, near, note, ok

QUANTILES = {"p50": (50, 100), "p90": (90, 100), "p99": (99, 100), "p7": (7, 100), "p99_9": (999, 1000)}
METRICS = ("n = count(), sum = sum({x}), mean = mean({x}), sd = sd({x}), min = min({x}), max = max({x}), "
           "p50 = p50({x}), p90 = p90({x}), p99 = p99({x}), p7 = p7({x}), p99_9 = p99.9({x}), "
           "u = distinct({u}), t = top({u}, 3), l = largest({x}, 3), r = rate({x} > {limit})")


def rank(n, q):
    num, den = q
    return max(1, -(-num * n // den)) - 1


def decoded(s):
    """A string as filters decode it: NUL has no place in text."""
    return s.replace("\0", "\ufffd")


def text(x, spelled):
    """A value by its text, as top() and distinct() see it."""
    if isinstance(x, bool):
        return "true" if x else "false"
    return decoded(x) if isinstance(x, str) else spelled


def key_of(x):
    """What a key means, and its place in the output."""
    if x is None:
        return (0,)
    if isinstance(x, bool):
        return (2 if x else 1,)
    if isinstance(x, (int, Decimal)):
        return (3, Fraction(x))
    return (5, decoded(x).encode())


def answer(rows, limit):
    """rows: (value, user's text or None).  All that METRICS asks, in whole numbers over one scale."""
    xs = [exact(v) for v, _ in rows]
    good = [x for x in xs if x is not None]
    n = len(good)
    scale = 10 ** max([0] + [-x.as_tuple().exponent for x in good])
    ints = sorted(int(x * scale) for x in good)
    users = Counter(u for _, u in rows if u is not None)
    a = {"n": len(rows), "good": n, "sum": Fraction(sum(ints), scale), "u": len(users),
         "bad": sum(v is not None and x is None for (v, _), x in zip(rows, xs)),
         "t": sorted(users.items(), key=lambda i: (-i[1], i[0].encode()))[:3],
         "l": [Fraction(i, scale) for i in ints[:-4:-1]],
         "r": None if n == 0 else sum(x > limit for x in good) / n}
    a.update({"mean": None, "min": None, "max": None, "sd": None}, **{p: None for p in QUANTILES})
    if n > 0:
        a["mean"] = a["sum"] / n
        a["min"], a["max"] = Fraction(ints[0], scale), Fraction(ints[-1], scale)
        a.update({p: Fraction(ints[rank(n, q)], scale) for p, q in QUANTILES.items()})
    if n > 1:
        square = n * sum(i * i for i in ints) - sum(ints) ** 2
        a["sd"] = math.sqrt(Fraction(square, n * (n - 1) * scale ** 2))
    return a


def rounds(got, want):
    """The double nearest to @want; null for nothing."""
    return got is None if want is None else got is not None and float(got) == float(want)


def same(got, want):
    """The number itself, where it is a decimal that is kept; else its double."""
    if got is None or want is None:
        return got is want
    return Fraction(got) == want or (want * 10 ** 9).denominator != 1 and rounds(got, want)


def differs(got, a):
    """What of a result is not as the exact answer says."""
    good = {
        "n": got["n"] == a["n"],
        "mean_n": got["mean_n"] == a["good"] and got["r_n"] == a["good"],
        "bad": got.get("sum_bad", 0) == a["bad"],
        "sd": near(got["sd"], a["sd"], 1e-15),
        "u": got["u"] == a["u"] or a["u"] > 512 and near(got["u"], a["u"], 0.08),
        "t": [(t["value"], t["n"]) for t in got["t"]] == a["t"],
        "l": len(got["l"]) == len(a["l"]) and all(map(same, got["l"], a["l"])),
    }
    good.update({m: rounds(got[m], a[m]) for m in ("sum", "mean", "r", *QUANTILES)})
    good.update({m: same(got[m], a[m]) for m in ("min", "max")})
    good.update({m + "_method": got[m + "_method"] == "nearest-rank" for m in QUANTILES})
    return [f"{m}: {got.get(m)} against {a.get(m)}" for m in good if not good[m]]


def compare(name, out, groups, limit, key):
    """All groups, in order; groups: key -> (value, user's text) of each record."""
    got = tap.records(out)
    want = sorted(groups)
    keys = [tuple(key_of(r.get(k)) for k in key) for r in got]
    if not ok(keys == want, f"{name}: {len(want)} groups, in order"):
        note(f"got {keys[:5]}..., want {want[:5]}...")
        return
    wrong = [(k, d) for k, r in zip(want, got) for d in differs(r, answer(groups[k], limit))]
    ok(not wrong, f"{name}: every number")
    for w in wrong[:10]:
        note(w)


def combined_log(path):
    """The access log as Python reads it."""
    line_re = re.compile(r'^(\S+) (\S+) (\S+) \[([^\]]+)\] "((?:[^"\\]|\\.)*)" (\d{3}) (\d+|-) '
                         r'"((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"$')
    rows = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            m = line_re.match(line.rstrip("\n"))
            if m is None:
                continue
            row = {"client_ip": m[1], "status": int(m[6]), "bytes": 0 if m[7] == "-" else int(m[7]),
                   "timestamp": datetime.strptime(m[4], "%d/%b/%Y:%H:%M:%S %z").isoformat(),
                   "method": m[5].split(" ")[0]}
            rows.append(row)
    return rows


def spelled_log(rows, x, u, keys):
    groups = defaultdict(list)
    for r in rows:
        v = r.get(u)
        groups[tuple(key_of(r.get(k)) for k in keys)].append((r.get(x), None if v is None else text(v, str(v))))
    return groups


def check_miller(name, path, key, x, cxstat):
    """Miller's rank rule is floor(q n) + 1: the same where q n is no whole number."""
    if not tap.have("mlr"):
        tap.skip(name, "no mlr")
        return
    out = tap.run("mlr", "--ijsonl", "--ojsonl", "stats1", "-a", "count,sum,mean,min,max,p50,p99",
                  "-f", x, "-g", key, path)
    want = {str(r[key]): r for r in tap.records(out) if x + "_count" in r}
    got = {str(r[key]): r for r in tap.records(cxstat) if r[key] is not None and r["mean_n"] > 0}
    wrong = [] if want.keys() == got.keys() else [("keys", len(want), len(got))]
    for k in want.keys() & got.keys():
        w, g = want[k], got[k]
        n = w[x + "_count"]
        if g["mean_n"] != n or not all(near(g[m], w[f"{x}_{m}"]) for m in ("sum", "mean", "min", "max")):
            wrong.append((k, w, g))
        for p, q in (("p50", 50), ("p99", 99)):
            if n * q % 100 != 0 and not near(g[p], w[f"{x}_{p}"]):
                wrong.append((k, p, g[p], w[f"{x}_{p}"]))
    ok(not wrong, f"{name}: {len(want)} groups")
    for w in wrong[:5]:
        note(w)


def check_duckdb(name, path, key, x, u, limit, cxstat):
    duckdb = tap.module("duckdb")
    if duckdb is None:
        tap.skip(name, "no duckdb in Python")
        return
    q = ", ".join(f"list_sort(list(x) filter (x is not null))"
                  f"[greatest(1, ({num} * count(x) + {den - 1}) // {den})] as {p}, "
                  f"quantile_disc(x, {num / den}) as disc_{p}" for p, (num, den) in QUANTILES.items())
    rows = duckdb.connect().execute(f"""
        select k, count(*) as n, count(x) as mean_n, sum(x) as sum, avg(x) as mean, stddev_samp(x) as sd,
            min(x) as min, max(x) as max, count(distinct u) as u, avg((x > {limit})::int) as r, {q}
        from (select "{key}"::varchar as k, "{x}"::double as x, "{u}"::varchar as u
            from read_json(?, format = 'newline_delimited', sample_size = -1))
        group by k""", [path])
    names = [d[0] for d in rows.description]
    want = {r[0]: dict(zip(names, r)) for r in rows.fetchall()}
    got = {None if r[key] is None else str(r[key]): r for r in tap.records(cxstat)}
    wrong = [] if want.keys() == got.keys() else [("keys", len(want), len(got))]
    for k in want.keys() & got.keys():
        w, g = want[k], got[k]
        bad = [m for m in ("n", "mean_n") if g[m] != w[m]]
        if w["mean_n"] > 0:
            bad += [m for m in ("sum", "mean", "min", "max", "r", *QUANTILES) if not near(g[m], w[m])]
            bad += ["disc_" + p for p in QUANTILES if not near(g[p], w["disc_" + p])]
            bad += ["sd"] if w["mean_n"] > 1 and not near(g["sd"], w["sd"], 1e-6) else []
        bad += ["u"] if not near(g["u"], w["u"], 0.08 if w["u"] > 512 else 0) else []
        wrong += [(k, m, g.get(m), w.get(m)) for m in bad]
    ok(not wrong, f"{name}: {len(want)} groups")
    for w in wrong[:10]:
        note(w)


def real_data(tmp):
    log = os.path.join(tap.DATA, "logs", "elastic_apache_combined.log")
    rows = combined_log(log)
    ok(len(rows) == 9999, "Python reads 9,999 of 10,000 lines too")
    path = os.path.join(tmp, "log.ndjson")
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(json.dumps(r) + "\n" for r in rows)
    metrics = METRICS.format(x="bytes", u="client_ip", limit=10000)
    for keys in (["status"], ["method", "status"], ["client_ip"]):
        out = tap.run("cxstat", "-f", "combined", "--exact", "--no-ci", "-b", ",".join(keys), metrics, log)
        compare("log by " + " and ".join(keys), out, spelled_log(rows, "bytes", "client_ip", keys), 10000, keys)
        if len(keys) == 1:
            check_miller(f"log by {keys[0]}, Miller", path, keys[0], "bytes", out)
            check_duckdb(f"log by {keys[0]}, DuckDB", path, keys[0], "bytes", "client_ip", 10000, out)

    dns = os.path.join(tap.DATA, "logs", "zeek_dns.ndjson.gz")
    metrics = METRICS.format(x="rtt", u="query", limit=0.01)
    with gzip.open(dns, "rb") as f:
        data = f.read()
    rows = tap.records(data)
    ok(len(rows) == 53615, "53,615 DNS records")
    path = os.path.join(tmp, "dns.ndjson")
    with open(path, "wb") as f:
        f.write(data)
    key = "qtype_name"
    out = tap.run("cxstat", "--exact", "--no-ci", "-b", key, metrics, dns)
    compare(f"DNS by {key}", out, spelled_log(rows, "rtt", "query", [key]), Decimal("0.01"), [key])
    check_miller(f"DNS by {key}, Miller", path, key, "rtt", out)
    check_duckdb(f"DNS by {key}, DuckDB", path, key, "rtt", "query", 0.01, out)


def spell_string(rng, s):
    """A JSON string with some characters escaped that need not be."""
    out = []
    for c in s:
        if c in '"\\' or c < " " or rng.random() < 0.2:
            u = c.encode("utf-16-be")
            out += [f"\\u{u[i]:02x}{u[i + 1]:02{rng.choice('xX')}}" for i in range(0, len(u), 2)]
        else:
            out.append(c)
    return '"' + "".join(out) + '"'


def spell_number(rng, f):
    """A decimal fraction as JSON, one way of many."""
    d = f.numerator * 10 ** 12 // f.denominator
    sign, d = ("-" if d < 0 else ""), abs(d)
    whole, frac = divmod(d, 10 ** 12)
    digits = f"{frac:012d}".rstrip("0")
    form = rng.randrange(4)
    if form == 0:
        return f"{sign}{whole}" + ("." + digits if digits else "")
    if form == 1:
        return f"{sign}{whole}.{digits}{'0' * rng.randrange(1, 3)}"
    if form == 2:
        return f"{sign}{int(f'{whole}{digits}')}{rng.choice('eE')}-{len(digits)}"
    e = rng.randrange(0, 3)
    return f"{sign}{d * 10 ** e}e-{12 + e}"


def draw_number(rng):
    scale = rng.choice((1, 10, 1000, 10 ** 9, 10 ** 12))
    return Fraction(rng.randrange(-5, 300) if rng.random() < 0.8 else rng.randrange(-10 ** 9, 10 ** 12), scale)


def draw_value(rng):
    """The spelling of a value and how Python reads it, or None for no member."""
    kind = rng.randrange(12)
    if kind == 0:
        return None
    if kind == 1:
        return rng.choice(("null", "true", "false", "[1]", '{"x":1}', '"text"', '"1x"', '""', '" 1"', "1e400"))
    number = spell_number(rng, draw_number(rng))
    return f'"{number}"' if kind == 2 else number


def draw_key(rng, pool):
    kind = rng.randrange(8)
    if kind == 0:
        return None
    if kind == 1:
        return rng.choice(("null", "true", "false"))
    if kind == 2:
        return spell_number(rng, Fraction(rng.randrange(-3, 4), rng.choice((1, 4))))
    return spell_string(rng, rng.choice(pool))


def random_data(rng, tmp, n):
    pool = ["", "a", "A", "é", "e\u0301", "日本", "😀", "a b", 'q"', "back\\slash", "tab\t", "\x00", "1", "true", "null", "\u2028"]
    path = os.path.join(tmp, "random.ndjson")
    groups, times = defaultdict(list), defaultdict(list)
    with open(path, "w", encoding="utf-8") as f:
        for _ in range(n):
            k, v, u = draw_key(rng, pool), draw_value(rng), draw_key(rng, pool)
            at = rng.randrange(0, 500)
            members = [f'"{name}":{" " * rng.randrange(2)}{s}' for name, s in
                       (("k", k), ("v", v), ("u", u), ("timestamp", str(at))) if s is not None]
            rng.shuffle(members)
            f.write("{" + ",".join(members) + "}" + rng.choice(("\n", "\r\n", "\n\n")))
            key = (key_of(None if k is None else json.loads(k, parse_float=Decimal)),)
            x = None if v is None else json.loads(v, parse_float=Decimal)
            who = None if u is None else json.loads(u, parse_float=Decimal)
            groups[key].append((x, None if who is None else text(who, u)))
            if who is not None:
                times[key].append((at, u.encode()))
    return path, groups, times


def random_groups(rng, tmp):
    path, groups, times = random_data(rng, tmp, 6000)
    metrics = METRICS.format(x="v", u="u", limit=10)
    out = tap.run("cxstat", "--exact", "--no-ci", "-b", "k", metrics, path)
    compare("random records", out, groups, 10, ["k"])
    out = tap.run("cxstat", "-b", "k", "a = first(u), z = last(u)", path)
    wrong = []
    for r in tap.records(out):
        seen = times[(key_of(r.get("k")),)]
        for got, best in ((r["a"], min), (r["z"], max)):
            want = json.loads(best(seen)[1], parse_float=Decimal) if seen else None
            if got != want or type(got) is bool and type(want) is not bool:
                wrong.append((r, best, want))
    ok(not wrong, "first and last by time, then by their JSON as written")
    for w in wrong[:5]:
        note(w)


def chosen_of(groups, n, by):
    """Of one window's groups, in order, the n greatest; those that are left, or []."""
    order = sorted(groups, key=lambda r: (r[by] is None, -(r[by] or 0)))     # stable: equal ones by key
    return order[:n], order[n:]


def differs_from_choice(got, groups, n, by):
    """Where --top writes something else than Python chooses of all groups, window by window."""
    got = iter(got)
    for window, of_it in groupby(groups, lambda r: r.get("window")):
        first, rest = chosen_of(list(of_it), n, by)
        for r in first:
            if next(got, None) != r:
                return window, r
        if rest:
            r = next(got, {})
            best = max((x["m"] for x in rest if x["m"] is not None), default=None)
            if (r.get("k"), r.get("truncated"), r.get("window")) != ("other", True, window) or \
                    (r["n"], r["m"]) != (sum(x["n"] for x in rest), best):
                return window, r
    return next(got, None)


def random_choices(rng, tmp):
    wrong = []
    for _ in range(12):
        path, _, _ = random_data(rng, tmp, rng.choice((3, 400, 3000)))
        asked = ["-b", rng.choice(("k", "k,u")), "--no-ci", *rng.choice(([], ["-w", "10s"], ["-w", "5m"])), "-j", "2"]
        metrics = "n = count(), s = sum(v), m = max(v)"
        groups = tap.records(tap.run("cxstat", *asked, metrics, path))
        n, by = rng.choice((1, 3, 50, 5000)), rng.choice("nsm")
        top = [*rng.choice(([], ["--max-memory", "1"], ["--max-memory", "1m"])), "--top", f"{n}:{by}", "--totals"]
        *got, total = tap.records(tap.run("cxstat", *asked, *top, metrics, path))
        bad = differs_from_choice(got, groups, n, by)
        if bad or (total["total"], total["n"]) != (True, sum(r["n"] for r in groups)):
            wrong.append((asked, top, bad, total))
    ok(not wrong, "the first groups of windows, all others, and the total")
    for w in wrong[:3]:
        note(w)


def main():
    rng = tap.seeded()
    with tempfile.TemporaryDirectory() as tmp:
        real_data(tmp)
        random_groups(rng, tmp)
        random_choices(rng, tmp)
    tap.done()


main()
