# SPDX-License-Identifier: GPL-3.0-or-later
#
# queries.py draw SEED N DIR      - N statistics over gen_data's NDJSON, drawn by SEED
# queries.py same DIR I OURS ITS  - query I: the filter's answer against an exact one
# queries.py near DIR I OURS ITS  - ... against one with estimates
#
# A drawn query has a key, a window, four to six metrics and maybe a filter.  DIR gets for
# each I its parts: I.name, I.cx (arguments of cxstat, as shell text), I.duckdb, I.exact and
# I.clickhouse (SQL, the file being {file}), I.goal (how many times as fast the filter is to
# be as DuckDB) and I.kinds (of the columns, for comparing).
#
# Answers are equal in groups, counts, sums, least and greatest; rates and means but for
# rounding; percentiles lie within 1 % of the exact one, distinct counts within 5 %
# (estimates against estimates: 12 %, of 2,000 values or more, and 20 %).
import json
import random
import shlex
import sys

KEYS = [["route"], ["method"], ["status"], ["route", "method"], ["user_id"], ["user_agent"]]
WINDOWS = {"1m": 16, "10m": 15, "1h": 13}
# As the filter has it, as SQL has it
FILTERS = [None, None, None, ("status >= 400", "status >= 400"),
           ("method == 'POST'", "method = 'POST'"),
           ("duration_ms > 200", "duration_ms > 200"),
           ("starts(path, '/api/')", "path like '/api/%'"),
           ("contains(path, 'cart') && bytes > 2000", "path like '%cart%' and bytes > 2000")]
RATES = [("status >= 500", "status >= 500"), ("status == 404", "status = 404"),
         ("duration_ms > 400", "duration_ms > 400"), ("bytes < 1000", "bytes < 1000")]
NUMBERS = ["duration_ms", "bytes"]
TYPES = {"timestamp": ("VARCHAR", "String"), "route": ("VARCHAR", "String"),
         "method": ("VARCHAR", "String"), "path": ("VARCHAR", "String"),
         "user_id": ("VARCHAR", "String"), "user_agent": ("VARCHAR", "String"),
         "client_ip": ("VARCHAR", "String"), "status": ("USMALLINT", "UInt16"),
         "duration_ms": ("UINTEGER", "UInt32"), "bytes": ("UBIGINT", "UInt64")}
GOALS = {"fold": 4.5, "distinct": 4, "groups": 3}


def draw_metrics(rng):
    """Each: kind, field, what cxstat, DuckDB, exact DuckDB and ClickHouse are asked."""
    ours, sql = rng.choice(RATES)
    out = [("count", None, "count()", "count(*)", "count(*)", "count()"),
           ("rate", sql, f"rate({ours})", f"count_if({sql}) / count(*)",
            f"count_if({sql}) / count(*)", f"countIf({sql}) / count()")]
    for _ in range(rng.randint(2, 4)):
        f, kind = rng.choice(NUMBERS), rng.choice(["sum", "mean", "min", "max", "p", "p", "p"])
        q = rng.choice([50, 90, 95, 99])
        if kind == "p":
            row = ("p", f, f"p{q}({f})", f"approx_quantile({f}, {q / 100})",
                   f"quantile_disc({f}, {q / 100})", f"quantilesDD(0.01, {q / 100})({f})[1]")
        else:
            word = "avg" if kind == "mean" else kind
            row = (kind, f, f"{kind}({f})") + (f"{word}({f})",) * 3
        if row not in out:
            out.append(row)
    if rng.random() < 0.3:
        f = rng.choice(["user_id", "client_ip"])
        out.append(("distinct", f, f"distinct({f})", f"approx_count_distinct({f})",
                    f"count(distinct {f})", f"uniqCombined({f})"))
    return out


def fields_of(key, metrics, where):
    words = " ".join([m[1] or "" for m in metrics] + [where[1] if where else ""])
    return ["timestamp"] + [f for f in TYPES if f != "timestamp" and (f in key or f in words)]


def sql_of(key, length, metrics, where, which):
    names = fields_of(key, metrics, where)
    click = which == 5
    if click:
        columns = ", ".join(f"{n} {TYPES[n][1]}" for n in names)
        source = f"file('{{file}}', 'JSONEachRow', '{columns}')"
    else:
        columns = ", ".join(f"{n}: '{TYPES[n][0]}'" for n in names)
        source = ("read_json('{file}', format = 'newline_delimited', ignore_errors = true, "
                  f"columns = {{{columns}}})")
    cut = f"substring(timestamp, 1, {length}) as w"
    asked = ", ".join([cut] + key + [f"{m[which]} as c{i}" for i, m in enumerate(metrics)])
    having = " and ".join([f"{key[0]} is not null"] + ([where[1]] if where else []))
    return f"select {asked} from {source} where {having} group by w, {', '.join(key)}"


def draw(seed, n, place):
    rng = random.Random(int(seed))
    for i in range(1, int(n) + 1):
        key, window = rng.choice(KEYS), rng.choice(list(WINDOWS))
        where, metrics = rng.choice(FILTERS), draw_metrics(rng)
        named = ", ".join(f"c{k} = {m[2]}" for k, m in enumerate(metrics))
        cx = ["-b", ",".join(key), "-w", window] + (["-e", where[0]] if where else []) + [named]
        kinds = [m[0] for m in metrics]
        row = "groups" if key == ["user_id"] and window == "1m" and not where else \
            "distinct" if "distinct" in kinds else "fold"
        name = f"{', '.join(m[2] for m in metrics)} by {', '.join(key)} and {window}" + \
            (f" where {where[0]}" if where else "")
        parts = {"name": name, "cx": " ".join(shlex.quote(a) for a in cx),
                 "goal": str(GOALS[row]), "kinds": json.dumps([key, WINDOWS[window], kinds])}
        for which, tool in ((3, "duckdb"), (4, "exact"), (5, "clickhouse")):
            parts[tool] = sql_of(key, WINDOWS[window], metrics, where, which)
        for suffix, text in parts.items():
            with open(f"{place}/{i}.{suffix}", "w", encoding="utf-8") as f:
                f.write(text + "\n")


def ours_of(path, key, length, kinds):
    out = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            r = json.loads(line)
            out[(r["window"][:length],) + tuple(str(r[k]) for k in key)] = \
                [r.get(f"c{i}") for i in range(len(kinds))]
    return out


def theirs_of(path, key):
    out = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            part = line.rstrip("\n").split("\t")
            part = [p[1:-1].replace('""', '"') if p[:1] == '"' else p for p in part]
            out[tuple(part[:1 + len(key)])] = [float(p) for p in part[1 + len(key):]]
    return out


def differs(kind, got, want, count, estimates):
    slack, distinct, few = (0.12, 0.2, 2000) if estimates else (0.0101, 0.05, 0)
    if kind in ("rate", "mean"):
        return abs(got - want) > 1e-9 * max(1, abs(want))
    if kind == "p":  # of few values tools take neighbours that lie far apart
        return count >= few and abs(got - want) > slack * abs(want) + 1
    if kind == "distinct":
        return abs(got - want) > distinct * want + 1
    return got != want


def same(place, i, ours, theirs, estimates):
    with open(f"{place}/{i}.kinds", encoding="utf-8") as f:
        key, length, kinds = json.load(f)
    a, b = ours_of(ours, key, length, kinds), theirs_of(theirs, key)
    if not a or a.keys() != b.keys():
        sys.exit(f"groups: {len(a)} and {len(b)}, {len(a.keys() & b.keys())} of them in both")
    for g, got in a.items():
        for kind, x, y in zip(kinds, got, b[g]):
            if differs(kind, x, y, b[g][0], estimates):
                sys.exit(f"{kind} of {g}: {x} and {y}")


if sys.argv[1] == "draw":
    draw(*sys.argv[2:5])
else:
    same(*sys.argv[2:6], sys.argv[1] == "near")
