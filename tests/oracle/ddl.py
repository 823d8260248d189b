# SPDX-License-Identifier: GPL-3.0-or-later
"""ddl - from events alone to rows: cxcheck --infer, --ddl, and the database's own way of loading

Seeded events of several kinds, with names and values that quoting must get right, are drafted into a
plan; its tables are made in DuckDB, PostgreSQL and ClickHouse (chdb); the events that pass the plan
(all of them) are loaded as the manual page says; every value is read back and compared with the event.
BigQuery's statement is read by sqlglot where that is installed.
"""
import datetime
import json
import os
import shutil
import subprocess
import tempfile
import uuid

import tap
from tap import note, ok, skip

EVENTS = 400
NAMES = ["plain", "two words", 'dou"ble', "sin'gle", "back`tick", "back\\slash", "order", "select", "café",
         "semi;--", "a.b", "$1", "%s", "日本", "Table", "x" * 63]
TEXTS = ["", "a", "it's", 'say "x"', "back\\slash", "tab\there", "line\nfeed", "é", "日本", "null", "NULL", "\\N",
         "${x}", "a,b", "{}", "1", "\u2028", "\U0001f600"]


def when(r):
    return (datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc) +
            datetime.timedelta(milliseconds=r.randrange(10 ** 10))).isoformat(timespec="milliseconds")


def value(r, sort):
    if sort == 0:  # exact in a double: that is what it becomes beside fractions
        return r.randrange(-2 ** 53, 2 ** 53)
    if sort == 1:
        return r.choice([0.5, -1.25, r.random(), 1e-7, 1.5e300, r.randrange(10)])
    if sort == 2:
        return r.random() < .5
    if sort == 3:
        return r.choice(TEXTS)
    if sort == 4:
        return str(uuid.UUID(int=r.getrandbits(128), version=4))
    if sort == 5:
        return when(r)
    if sort == 6:
        return f"2026-{r.randrange(1, 13):02}-{r.randrange(1, 29):02}"
    if sort == 7:
        return f"10.{r.randrange(256)}.0.1"
    if sort == 8:
        return r.choice([[], [1, "x", None], [{"a": r.choice(TEXTS)}]])
    if sort == 9:
        return {"k": r.choice(TEXTS), "n": {"m": [r.randrange(9)]}}
    if sort == 10:
        return r.choice(["red", "gr'een", 'bl"ue', "back\\slash"])
    return r.choice([1, "one", True, [2]])


SORTS = 12


def events(r):
    """Each member has a sort of its own in each kind of event, mostly the same one."""
    out = []
    sort = {n: i % SORTS for i, n in enumerate(r.sample(NAMES, len(NAMES)))}
    odd = {(k, n): r.randrange(SORTS) for k in range(3) for n in NAMES if r.random() < .1}
    share = {(k, n): r.choice([1, 1, .5, 0]) for k in range(3) for n in NAMES}
    for i in range(EVENTS):
        k = r.randrange(3) if i > 2 else i
        e = {"event_name": ["page view", "it's done", "x\\y"][k], "event_id": value(r, 4), "ts": when(r),
             "color": value(r, 10)}
        for n in NAMES:
            if r.random() < share[k, n]:
                e[n] = None if share[k, n] < 1 and r.random() < .1 else value(r, odd.get((k, n), sort[n]))
        out.append(e)
    return out


def same(kind, want, got):
    """@got as the database says it is @want, which JSON says."""
    kind = kind.lower()
    if want is None or got is None:
        return want is None and got is None
    if kind == "parsed":
        return float(want) == float(got) if isinstance(want, float) else want == got
    if "json" in kind or (kind == "house" and not isinstance(want, str)):
        return want == (json.loads(got) if isinstance(got, str) else got)
    if isinstance(want, bool) or isinstance(want, int):
        return want == got
    if isinstance(want, float):
        return want == float(got)
    if isinstance(got, datetime.datetime):
        got = got if got.tzinfo else got.replace(tzinfo=datetime.timezone.utc)
        return datetime.datetime.fromisoformat(want) == got
    return want == str(got)


def compare(name, good, rows, kinds):
    """@rows: by event_id, of dicts by column."""
    wrong = []
    for e in good:
        row = rows.get(e["event_id"])
        if row is None:
            wrong.append(f"{e['event_id']} is not there")
            continue
        for column, got in row.items():
            if not same(kinds[column], e.get(column), got):
                wrong.append(f"{column} ({kinds[column]}): {e.get(column)!r} became {got!r}")
    if not ok(len(rows) == len(good) and not wrong, f"{name} holds {len(good)} drafted events, value by value"):
        for w in wrong[:5]:
            note(w)


def statement(dir, dialect):
    return tap.run("cxcheck", "--ddl", dialect, f"{dir}/plan.yaml").decode()


def in_duckdb(dir, good):
    duckdb = tap.module("duckdb")
    if duckdb is None:
        skip("DuckDB", "no module duckdb")
        return
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    con.execute(statement(dir, "duckdb"))
    con.execute(f"COPY events FROM '{dir}/good.ndjson' (FORMAT json)")
    kinds = dict(con.execute("SELECT column_name, data_type FROM information_schema.columns").fetchall())
    q = con.execute("SELECT " + ", ".join(
        f'epoch_us("{n}")' if k.startswith("TIMESTAMP") else '"' + n.replace('"', '""') + '"'
        for n, k in kinds.items()) + " FROM events")
    rows = [dict(zip(kinds, x)) for x in q.fetchall()]
    for row in rows:
        for n, k in kinds.items():
            if k.startswith("TIMESTAMP") and row[n] is not None:
                row[n] = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(
                    microseconds=row[n])
    compare("DuckDB", good, {str(x["event_id"]): x for x in rows}, kinds)
    try:
        con.execute("UPDATE events SET color = 'mauve'")
        ok(False, "... and takes no value that is not listed")
    except duckdb.ConstraintException:
        ok(True, "... and takes no value that is not listed")


def in_clickhouse(dir, good):
    chdb = tap.module("chdb.session")
    if chdb is None:
        skip("ClickHouse", "no module chdb")
        return
    s = chdb.Session()
    s.query("CREATE DATABASE d")
    s.query("USE d")
    s.query(statement(dir, "clickhouse"))
    s.query(f"INSERT INTO events FROM INFILE '{dir}/good.ndjson' "
            "SETTINGS date_time_input_format = 'best_effort' FORMAT JSONEachRow")
    text = str(s.query("SELECT * FROM events SETTINGS output_format_json_quote_64bit_integers = 0, "
                       "date_time_output_format = 'iso'", "JSONEachRow"))
    columns = [json.loads(x) for x in str(s.query("DESCRIBE TABLE events", "JSONEachRow")).splitlines()]
    rows = [json.loads(x) for x in text.split("\n") if x]
    for row in rows:
        for c in columns:
            if "DateTime" in c["type"] and row[c["name"]] is not None:
                row[c["name"]] = datetime.datetime.fromisoformat(row[c["name"]].replace("Z", "+00:00"))
    house = {c["name"]: "house" if c["type"] == "Nullable(String)" or c["type"] == "String" else c["type"]
             for c in columns}
    compare("ClickHouse", good, {x["event_id"]: x for x in rows}, house)
    s.close()


def as_postgres(argv, **kw):
    """A server refuses to run as root; the account of the package is used then."""
    if os.getuid() == 0:
        argv = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] + argv
    return subprocess.run(argv, check=False, **kw)


def psql(dir, text):
    p = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", dir, "-U", "postgres"],
                       input=text.encode(), capture_output=True, check=False, cwd=dir)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


LOAD = r"""
CREATE TEMP TABLE line (event jsonb);
\copy line FROM 'good.ndjson' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')
INSERT INTO events SELECT e.* FROM line, jsonb_populate_record(NULL::events, event) AS e;
"""


def postgres_rows(base, dir, good):
    status, _, err = psql(base, statement(dir, "postgres") + LOAD)
    if not ok(status == 0, "PostgreSQL takes the table and the events"):
        note(err[:2000])
        return
    _, out, _ = psql(base, "SELECT json_object_agg(attname, format_type(atttypid, atttypmod)) FROM pg_attribute "
                     "WHERE attrelid = 'events'::regclass AND attnum > 0;")
    kinds = json.loads(out)
    _, out, _ = psql(base, "SELECT to_json(events) FROM events;")
    rows = [json.loads(x) for x in out.split("\n") if x]
    for row in rows:
        for n, k in kinds.items():
            if k.startswith("timestamp") and row[n] is not None:
                row[n] = datetime.datetime.fromisoformat(row[n])
    kinds = {n: "parsed" if k == "jsonb" else k for n, k in kinds.items()}
    compare("PostgreSQL", good, {x["event_id"]: x for x in rows}, kinds)
    status, _, err = psql(base, "UPDATE events SET color = 'mauve';")
    ok(status != 0 and "check constraint" in err, "... and takes no value that is not listed")


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
        postgres_rows(base, dir, good)
    finally:
        as_postgres(["pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(base, ignore_errors=True)


def for_bigquery(dir):
    sqlglot = tap.module("sqlglot")
    if sqlglot is None:
        skip("BigQuery's statement", "no module sqlglot")
        return
    tree = sqlglot.parse_one(statement(dir, "bigquery"), dialect="bigquery")
    columns = {c.name: c.args["kind"].sql(dialect="bigquery") for c in tree.find_all(sqlglot.exp.ColumnDef)}
    ok(isinstance(tree, sqlglot.exp.Create) and columns.get("ts") == "TIMESTAMP" and
       columns.get("event_id") == "STRING", "BigQuery's statement is one")


def main():
    r = tap.seeded()
    with tempfile.TemporaryDirectory() as dir:
        all = events(r)
        with open(f"{dir}/events.ndjson", "w", encoding="utf-8") as f:
            f.writelines(json.dumps(e, ensure_ascii=r.random() < .5) + "\n" for e in all)
        with open(f"{dir}/plan.yaml", "wb") as f:
            f.write(tap.run("cxcheck", "--infer", f"{dir}/events.ndjson"))
        with open(f"{dir}/good.ndjson", "wb") as f:
            f.write(tap.run("cxcheck", f"{dir}/plan.yaml", f"{dir}/events.ndjson"))
        with open(f"{dir}/good.ndjson", encoding="utf-8") as f:
            good = [json.loads(line) for line in f]
        ok(good == all, "all events pass the plan drafted from them")
        in_duckdb(dir, good)
        in_clickhouse(dir, good)
        in_postgres(dir, good)
        simple = [{k: v for k, v in e.items() if k.replace("_", "").isascii() and k.isalpha() or k in ("event_id", "event_name")}
                  for e in all]
        with open(f"{dir}/simple.ndjson", "w", encoding="utf-8") as f:
            f.writelines(json.dumps(e) + "\n" for e in simple)
        with open(f"{dir}/plan.yaml", "wb") as f:
            f.write(tap.run("cxcheck", "--infer", f"{dir}/simple.ndjson"))
        for_bigquery(dir)
    tap.done()


if __name__ == "__main__":
    main()
