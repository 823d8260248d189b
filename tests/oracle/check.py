# SPDX-License-Identifier: GPL-3.0-or-later
"""check - cxcheck against the jsonschema module, DuckDB and PostgreSQL

Random schemas and values: what cxcheck lets pass is what jsonschema takes, and the
values it blames stand where jsonschema's errors do.  Then a plan's table definition is
made in DuckDB and in a PostgreSQL server of its own, the events it lets pass are
loaded as the manual page says, and read back.
"""
import json
import os
import shutil
import subprocess
import tempfile

import tap
from tap import note, ok, skip

SCHEMAS = 60
VALUES = 60
NAMES = ["a", "b", "c", "ab", "x/y", "t~u", "\u00e9"]
WORDS = ["", "a", "ab", "abc", "aab", "b", "\u00e9\u00e9", "\U0001f600", "12", "a1", "A"]
PATTERNS = ["^a", "b$", "^a+b?$", "[0-9]", "^$", "."]
TYPES = ["null", "boolean", "integer", "number", "string", "object", "array"]


def number(r):
    return r.choice([0, 1, -1, 2, 3, 1.0, 0.5, 1.5, -2.5, 10, 100, 1e3, 12345678901234567890, 4])


def value(r, depth):
    kind = r.randrange(9 if depth > 0 else 6)
    if kind == 0:
        return None
    if kind == 1:
        return r.random() < .5
    if kind in (2, 3):
        return number(r)
    if kind in (4, 5):
        return r.choice(WORDS)
    if kind == 6:
        return [value(r, depth - 1) for _ in range(r.randrange(4))]
    return {k: value(r, depth - 1) for k in r.sample(NAMES, r.randrange(5))}


def names(r):
    return r.sample(NAMES, r.randrange(1, 3))


def keyword(r, depth):
    """One keyword; only what floating point gets right is asked of multipleOf."""
    def sub():
        return schema(r, depth - 1)

    def some():
        return [sub() for _ in range(r.randrange(1, 4))]

    plain = [
        lambda: {"type": r.choice([r.choice(TYPES), r.sample(TYPES, r.randrange(1, 4))])},
        lambda: {"enum": [value(r, 1) for _ in range(r.randrange(1, 6))]},
        lambda: {"const": value(r, 1)},
        lambda: {r.choice(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]): number(r)},
        lambda: {"multipleOf": r.choice([1, 2, 0.5, 3])},
        lambda: {r.choice(["minLength", "maxLength", "minItems", "maxItems", "minProperties",
                           "maxProperties"]): r.randrange(4)},
        lambda: {"pattern": r.choice(PATTERNS)},
        lambda: {"required": names(r)},
        lambda: {"uniqueItems": True},
        lambda: {"dependentRequired": {n: names(r) for n in names(r)}},
        lambda: {"$ref": "#/$defs/" + r.choice("pq")},
    ]
    deep = [
        lambda: {"properties": {n: sub() for n in names(r)}},
        lambda: {"properties": {n: sub() for n in NAMES[:3]}, "additionalProperties": r.choice([False, sub()])},
        lambda: {"patternProperties": {r.choice(PATTERNS): sub()}},
        lambda: {"propertyNames": {"maxLength": r.randrange(1, 4)}},
        lambda: {"items": sub()},
        lambda: {"prefixItems": some(), "items": r.choice([False, sub()])},
        lambda: {"contains": sub(), "minContains": r.randrange(3)},
        lambda: {"contains": sub(), "maxContains": r.randrange(1, 3)},
        lambda: {"allOf": some()},
        lambda: {"anyOf": some()},
        lambda: {"oneOf": some()},
        lambda: {"not": sub()},
        lambda: {"if": sub(), "then": sub(), "else": sub()},
        lambda: {"dependentSchemas": {r.choice(NAMES): sub()}},
        lambda: {"unevaluatedProperties": r.choice([False, sub()])},
        lambda: {"unevaluatedItems": r.choice([False, sub()])},
    ]
    return r.choice(plain + deep if depth > 0 else plain)()


def schema(r, depth):
    if r.random() < .08:
        return r.random() < .7
    s = {}
    for _ in range(r.randrange(1, 4)):
        s.update(keyword(r, depth))
    return s


def definition(r):
    """Without references, which might lead back."""
    while True:
        s = schema(r, 1)
        if "$ref" not in json.dumps(s):
            return s


def lines(path):
    with open(path, "rb") as f:
        return [json.loads(line) for line in f if line.strip()]


def dump(path, records):
    with open(path, "w", encoding="utf-8") as f:
        for x in records:
            f.write(json.dumps(x, ensure_ascii=False) + "\n")


def pointer(path):
    return "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in path)


def blamed(error):
    """Where an error stands, as cxcheck says it: at what is missing, at what is too much."""
    at = pointer(error.absolute_path)
    return at


def against_jsonschema(r, dir):
    validator = tap.module("jsonschema")
    if validator is None:
        skip("random schemas", "no module jsonschema")
        return
    wrong = judged = bad = places = misplaced = 0
    for _ in range(SCHEMAS):
        common = {"properties": {"v": schema(r, 3)},
                  "$defs": {"p": definition(r), "q": definition(r)}}
        values = [value(r, 3) for _ in range(VALUES)]
        with open(f"{dir}/plan.json", "w", encoding="utf-8") as f:
            json.dump({"common": common, "unplanned": "allow"}, f)
        dump(f"{dir}/in", [{"i": i, "v": v} for i, v in enumerate(values)])
        p = subprocess.run(["cxcheck", "--max-bad", "100%", "--rejects", f"{dir}/rejects",
                            "--summary", f"{dir}/summary", f"{dir}/plan.json", f"{dir}/in"],
                           capture_output=True, check=False)
        if p.returncode not in (0, 1):
            wrong += 1
            note(p.stderr.decode()[:500])
            note(json.dumps(common)[:1000])
            continue
        good = {json.loads(line)["i"] for line in p.stdout.splitlines()}
        v = validator.Draft202012Validator(common)
        told = {}
        for x in lines(f"{dir}/rejects"):
            told.setdefault(json.loads(x["raw"])["i"], set()).add(x["path"])
        for i, x in enumerate(values):
            errors = list(v.iter_errors({"i": i, "v": x}))
            judged += 1
            bad += bool(errors)
            if (i in good) != (not errors):
                wrong += 1
                note(f"{json.dumps(common)[:1500]}\n{json.dumps(x)}: {errors[:1]}")
            # What is blamed lies where an error is, or below (an alternative's own fault).
            for path in told.get(i, ()):
                places += 1
                if not any(path.startswith(blamed(e)) for e in errors):
                    misplaced += 1
                    note(f"{json.dumps(common)[:1500]}\n{json.dumps(x)}: {path}")
    ok(wrong == 0, f"{judged} values against {SCHEMAS} random schemas, {bad} of them bad: as jsonschema")
    ok(misplaced == 0, f"{places} faults stand where jsonschema's errors do")


PLAN = {
    "stream": "web events", "key": "event", "time": "ts",
    "common": {"required": ["event", "event_id", "ts"],
               "properties": {"event": {"type": "string"}, "event_id": {"type": "string", "format": "uuid"},
                              "ts": {"type": "string", "format": "date-time"}}},
    "schemas": {
        "Order": {"required": ["amount"], "properties": {
            "amount": {"type": "number", "multipleOf": 0.01}, "items": {"type": "array"},
            "day": {"type": "string", "format": "date"}, "new \"user\"": {"type": "boolean"}}},
        "View": {"properties": {
            "page": {"type": ["string", "null"]}, "ip": {"type": "string", "format": "ipv4"},
            "n": {"type": "integer"}, "f": {"type": "number"}, "ctx": {"type": "object"}}}}}


def events(r):
    out = []
    for i in range(500):
        e = {"event": r.choice(["Order", "View"]), "event_id": "00000000-0000-4000-8000-%012x" % i,
             "ts": "2026-11-%02dT%02d:00:00.250Z" % (r.randrange(1, 29), r.randrange(24))}
        if e["event"] == "Order":
            e["amount"] = r.randrange(-10, 100000) / 100
            if r.random() < .5:
                e["items"] = [{"sku": "a'\"\\\t\u00e9", "n": r.randrange(9)}]
            if r.random() < .5:
                e["day"] = "2024-02-29"
            if r.random() < .5:
                e["new \"user\""] = r.random() < .5
        else:
            e["page"] = r.choice([None, "/", "/caf\u00e9?a=1,2;\"x\"", "line\nfeed\\n"])
            e["n"] = r.randrange(2 ** 62)
            e["f"] = r.random()
            if r.random() < .5:
                e["ip"] = "192.168.0.%d" % r.randrange(256)
            if r.random() < .5:
                e["ctx"] = {"a": [1, {"b": None}], "quote": "\u2028"}
        if r.random() < .05:
            e["event_id"] = "no"
        out.append(e)
    return out


def good_events(r, dir):
    with open(f"{dir}/plan.json", "w", encoding="utf-8") as f:
        json.dump(PLAN, f)
    dump(f"{dir}/events", events(r))
    p = subprocess.run(["cxcheck", "plan.json", "events"], cwd=dir, capture_output=True, check=False)
    with open(f"{dir}/good.ndjson", "wb") as f:
        f.write(p.stdout)
    return lines(f"{dir}/good.ndjson")


def ddl(dir, dialect):
    return tap.run("cxcheck", "--ddl", dialect, f"{dir}/plan.json").decode()


def totals(good):
    amounts = [round(e["amount"] * 100) for e in good if "amount" in e]
    return (len(good), len({e["event_id"] for e in good}), sum(amounts),
            sum("ctx" in e for e in good), sum(e.get("n", 0) for e in good))


QUESTION = ('SELECT count(*), count(DISTINCT event_id), CAST(sum(amount * 100) AS BIGINT), '
            'count(ctx), CAST(sum(n) AS VARCHAR) FROM "web events"')


def in_duckdb(dir, good):
    duckdb = tap.module("duckdb")
    if duckdb is None:
        skip("DuckDB", "no module duckdb")
        return
    con = duckdb.connect()
    con.execute(ddl(dir, "duckdb"))
    con.execute(f"COPY \"web events\" FROM '{dir}/good.ndjson' (FORMAT json)")
    got = con.execute(QUESTION).fetchone()
    ok(tuple(got[:4]) + (int(got[4]),) == totals(good), f"DuckDB holds {len(good)} events as they were")
    types = dict(con.execute("SELECT column_name, data_type FROM information_schema.columns").fetchall())
    ok(types["event_id"] == "UUID" and types["ts"].startswith("TIMESTAMP") and
       types["amount"].startswith("DECIMAL"), "... with types of their own")
    try:
        con.execute("INSERT INTO \"web events\" (event) VALUES ('x')")
        ok(False, "... and asks for what the plan asks for")
    except duckdb.Error:
        ok(True, "... and asks for what the plan asks for")


def as_postgres(argv, **kw):
    """A server refuses to run as root; the account of the package is used then."""
    if os.getuid() == 0:
        argv = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] + argv
    return subprocess.run(argv, check=False, **kw)


def psql(dir, text):
    p = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", dir, "-U", "postgres"],
                       input=text.encode(), capture_output=True, check=False, cwd=dir)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


# The manual page's way: lines into a table of one column, then by names into the other.
LOAD = r"""
CREATE TEMP TABLE line (event jsonb);
\copy line FROM 'good.ndjson' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')
INSERT INTO "web events" SELECT e.* FROM line, jsonb_populate_record(NULL::"web events", event) AS e;
"""


def in_postgres(dir, good):
    if not (tap.have("initdb") and tap.have("pg_ctl") and tap.have("psql")):
        skip("PostgreSQL", "no server is installed")
        return
    base = tempfile.mkdtemp(prefix="cxpg")
    os.chmod(base, 0o755)
    if os.getuid() == 0:
        shutil.chown(base, "postgres", "postgres")
    data = f"{base}/data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": base}
    p = as_postgres(["initdb", "-D", data, "-A", "trust", "-U", "postgres", "-N", "-E", "UTF8", "--locale=C"], **quiet)
    p = p if p.returncode else as_postgres(
        ["pg_ctl", "-D", data, "-w", "-l", f"{base}/log", "-o", f"-k {base} -c listen_addresses= -F", "start"], **quiet)
    if p.returncode:
        skip("PostgreSQL", "the server does not start here")
        shutil.rmtree(base, ignore_errors=True)
        return
    try:
        shutil.copy(f"{dir}/good.ndjson", base)
        status, out, err = psql(base, ddl(dir, "postgres") + LOAD + QUESTION + ";")
        got = tuple(int(x) for x in out.strip().split("|")) if status == 0 else err
        if not ok(got == totals(good), f"PostgreSQL holds {len(good)} events as they were"):
            note(f"{got}, wanted {totals(good)}")
        status, out, err = psql(base, "SELECT count(*) FROM \"web events\" WHERE amount = 0.1 + 0.2 OR "
                                "ctx->'a'->1 ? 'b' OR ip <<= '192.168.0.0/16' OR ts < '2026-12-01Z';")
        ok(status == 0 and int(out) == len(good), "... with types of their own")
        status, out, err = psql(base, "INSERT INTO \"web events\" (event) VALUES ('x');")
        ok(status != 0 and "not-null" in err, "... and asks for what the plan asks for")
    finally:
        as_postgres(["pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(base, ignore_errors=True)


def main():
    r = tap.seeded()
    with tempfile.TemporaryDirectory() as dir:
        against_jsonschema(r, dir)
        good = good_events(r, dir)
        ok(400 < len(good) < 500, "the events with a wrong id are set aside")
        in_duckdb(dir, good)
        in_postgres(dir, good)
    tap.done()


main()
