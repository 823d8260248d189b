# SPDX-License-Identifier: GPL-3.0-or-later
"""tables - one stream of events becomes tables in the databases, loaded by their own clients

Seeded events of a shop, some bad, some of no table, are appended to a log that is rotated
between runs; runs are killed at any moment and repeated, manifests of dead runs are loaded
too, and all of them twice; where strace is there a run is killed at each of its calls into the
system in turn.  Then every row of every table is held against what Python makes
of the events, in PostgreSQL (psql), DuckDB and ClickHouse (chdb), and the number of rows
against the one that the manifests say.  What is not installed is skipped by name.
CX_PYTHON names the Python that has duckdb and chdb.

With SEGMENTS=1 no database is asked: the rows are those of the segments, as a database would
keep them.
"""
import collections
import datetime
import decimal
import glob
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.environ.get("TOP", "."), "tests", "oracle"))
import ddl  # noqa: E402
import tap  # noqa: E402
from tap import note, ok, skip  # noqa: E402

STEPS = int(os.environ.get("STEPS", "12"))
LINES = int(os.environ.get("LINES", "3000"))  # of a step
PLAN = os.path.join(os.environ.get("TOP", "."), "tests", "oracle", "tables", "plan.yaml")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
TEXTS = ["", "it's", 'say "x"', "back\\slash", "tab\there", "line\nfeed", "日本", "null", "\\N", "${x}", "{}", "a,b"]
D = decimal.Decimal


class Shop:
    """A stream, and what its tables have to be."""

    def __init__(self, r):
        self.r = r
        self.n = 0
        self.at = 1_790_000_000_000_000
        self.want = {t: {} for t in ("users", "campaigns", "orders", "order_items")}
        self.rows = collections.Counter()
        self.homeless = self.bad = 0

    def event(self):
        r = self.r
        self.n += 1
        self.at += r.randrange(1, 1_000_000)
        e = {"event_name": r.choice(["page_view", "login", "purchase", "purchase"]), "event_id": f"e{self.n}",
             "timestamp": self.stamp(self.at)}
        if r.random() < .3:
            e["campaign_id"] = f"c{r.randrange(20)}"
            e["campaign"] = f"name of {e['campaign_id']}"
        if e["event_name"] != "page_view":
            e["user_id"] = f"u{r.randrange(300)}"
            e["country"] = r.choice(["DE", "FR", None])
            e["note"] = r.choice(TEXTS)
        if e["event_name"] == "purchase":
            e["transaction_id"] = f"t{self.n}"
            e["items"] = [{"item_id": f"i{r.randrange(50)}", "quantity": r.randrange(1, 5),
                           "price": D(r.randrange(1, 10_000)) / 100, "gift": r.choice([True, False, None])}
                          for _ in range(r.randrange(4))]
            e["value"] = sum((i["price"] * i["quantity"] for i in e["items"]), D(0))
        if r.random() < .02:
            e["event_id"] = None
        self.count(e)
        return json.dumps(e, default=float, ensure_ascii=r.random() < .5) + "\n"

    def stamp(self, us):
        offset = self.r.choice([0, 0, 120, -330])
        zone = datetime.timezone(datetime.timedelta(minutes=offset))
        return (EPOCH + datetime.timedelta(microseconds=us)).astimezone(zone).isoformat()

    def put(self, table, key, row, latest=False):
        self.rows[table] += 1
        if latest or key not in self.want[table]:
            self.want[table][key] = row

    def count(self, e):
        if e["event_id"] is None:
            self.bad += 1
            return
        before = sum(self.rows.values())
        if "campaign_id" in e:
            self.put("campaigns", e["campaign_id"], {"campaign_id": e["campaign_id"], "name": e["campaign"]})
        if e["event_name"] != "page_view":
            self.put("users", e["user_id"], {"user_id": e["user_id"], "seen_at": self.at, "country": e["country"],
                                             "note": e["note"]}, latest=True)
        if e["event_name"] == "purchase":
            t = e["transaction_id"]
            self.put("orders", t, {"order_id": t, "user_id": e["user_id"], "ordered_at": self.at,
                                   "value": e["value"], "items": e["items"]})
            for n, i in enumerate(e["items"], 1):
                self.put("order_items", (t, n), {"order_id": t, "line": n, "item_id": i["item_id"],
                                                 "quantity": i["quantity"], "price": i["price"], "gift": i["gift"],
                                                 "total": i["price"] * i["quantity"]})
        self.homeless += sum(self.rows.values()) == before


# ---- hostile values: what cxcheck lets into a segment, every database takes ----

RAW = ["null", "true", "false", "0", "-0", "1.0", "1e0", "12345678901234567890", "1e400", "-1e-400", "0.005", "1.005",
       "99999999999999999999.99", "1e30", '""', '"a"', r'"\u0000"', r'"\ud800"', r'"\udc00\ud800"', r'"\ud83d\ude00"',
       r'"\\u0000"', '"2026-01-01"', '"2026-02-30"', '"2026-01-01T00:00:00Z"', '"2026-01-01T00:00:00.123456789+14:00"',
       '"1899-12-31T23:59:59Z"', "1790000000", "1790000000123", '"::1"', '"1.2.3.4"', '"1.2.3.4.5"', "1e20000",
       "-1e-20000", "0e-99999", "0e99999", "1e-9999", "[1e99999]", '{"a":1E+99999}', '{"a":1e9}', '{"a":"1e99999"}',
       '"123e4567-e89b-12d3-a456-426614174000"', "[]", "{}", r'[1,"\u0000",{"a\u0000":"\ud800x"}]',
       '{"a":{"b":[null,1e400]}}', '[{"a":1},{"a":null},2,"x",[{"a":1}],{"a":{"a":1}}]', '"2026-01-01 00:00:00"',
       r'"a\nb"', '"日本"', "9007199254740993", "1e15", "-1e15", "123456789012345678901234567890123456",
       "0.1234567890123456789", "1" * 1001, "0." + "1" * 1001]
TYPES = ["string", "integer", "number", "decimal(0)", "decimal(2)", "decimal(18)", "boolean", "date-time", "date",
         "uuid", "ip", "json"]


def hostile(r, dbs, dir):
    columns = "\n".join(f"      c{i}: {{is: c{i}, type: {t}}}" for i, t in enumerate(TYPES))
    with open(f"{dir}/hostile.yaml", "w", encoding="utf-8") as f:
        f.write(f"""tables:
  t:
    key: k
    columns:
      k: {{is: k, type: integer}}
{columns}
  l:
    each: z
    key: [k, p]
    columns:
      k: {{is: k, type: integer}}
      p: {{position: true}}
      a: {{is: z.a, type: json}}
      x: {{is: z, type: json}}
      s: {{is: "concat('x', string(z.a))", type: string}}
      m: {{is: z.a * 3, type: decimal(2)}}
""")
    with open(f"{dir}/hostile.ndjson", "w", encoding="utf-8") as f:
        for k in range(LINES):
            members = {f"c{i}": r.choice(RAW) for i in r.sample(range(len(TYPES)), r.choice([1, 1, 1, 3]))}
            if r.random() < .5:
                members["z"] = "[" + ",".join(r.choice(RAW) for _ in range(3)) + "]"
            f.write(f'{{"k":{k}' + "".join(f',"{a}":{b}' for a, b in members.items()) + "}\n")
    p = subprocess.run(["cxcheck", "--tables", f"{dir}/hostile", "--rejects", f"{dir}/bad", f"{dir}/hostile.yaml",
                        f"{dir}/hostile.ndjson"], capture_output=True, check=False)
    with open(f"{dir}/bad", "rb") as f:
        bad = len({json.loads(line)["line"] for line in f})
    manifest = f"{dir}/hostile/0000000001.manifest"
    with open(manifest, "rb") as f:
        rows = {m["table"]: m["rows"] for m in map(json.loads, f) if m["kind"] == "manifest_table"}
    ok(p.returncode == 1 and bad != 0 and rows["t"] + bad == LINES, f"of {LINES} hostile events {rows['t']} give rows, {bad} are bad")
    for db in dbs:
        db.script(tap.run("cxcheck", "--ddl", db.dialect, "--table", "t", f"{dir}/hostile.yaml").decode())
        db.script(tap.run("cxcheck", "--ddl", db.dialect, "--table", "l", f"{dir}/hostile.yaml").decode())
        try:
            db.script(tap.run("cxcheck", "--ddl", db.dialect, "--load", manifest, f"{dir}/hostile.yaml").decode())
            ok(len(db.rows("t")) == rows["t"] and len(db.rows("l")) == rows["l"], f"{db.name} takes all of them")
        except RuntimeError as e:
            note(e)
            ok(False, f"{db.name} takes all of them")


# ---- databases: script() runs what cxcheck wrote, rows() gives what is there ----

class Postgres:
    name = "PostgreSQL"
    dialect = "postgres"

    def __init__(self, dir):
        self.base = tempfile.mkdtemp(prefix="cxpg")
        os.chmod(self.base, 0o755)
        if os.getuid() == 0:
            shutil.chown(self.base, "postgres", "postgres")
        self.dir = dir
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": self.base}
        self.quiet = quiet
        data = f"{self.base}/data"
        p = ddl.as_postgres(["initdb", "-D", data, "-A", "trust", "-U", "postgres", "-N", "-E", "UTF8",
                             "--locale=C"], **quiet)
        p = p if p.returncode else ddl.as_postgres(
            ["pg_ctl", "-D", data, "-w", "-l", f"{self.base}/log", "-o",
             f"-k {self.base} -c listen_addresses= -F", "start"], **quiet)
        if p.returncode:
            raise RuntimeError("the server does not start here")

    @staticmethod
    def missing():
        return None if all(tap.have(x) for x in ("initdb", "pg_ctl", "psql")) else "no server is installed"

    def script(self, text):
        p = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.base, "-U", "postgres"],
                           input=text.encode(), capture_output=True, check=False, cwd=self.dir)
        if p.returncode:
            raise RuntimeError(p.stderr.decode()[:2000])
        return p.stdout.decode()

    def rows(self, table):
        return [json.loads(x, parse_float=D)
                for x in self.script(f"SELECT to_json(t) FROM {table} t").split("\n") if x]

    def close(self):
        ddl.as_postgres(["pg_ctl", "-D", f"{self.base}/data", "-m", "immediate", "stop"], **self.quiet)
        shutil.rmtree(self.base, ignore_errors=True)


class Duck:
    name = "DuckDB"
    dialect = "duckdb"

    def __init__(self, dir):
        self.con = tap.module("duckdb").connect()
        self.con.execute("SET TimeZone = 'UTC'")

    @staticmethod
    def missing():
        return None if tap.module("duckdb") else "no module duckdb"

    def script(self, text):
        try:
            return self.con.execute(text)
        except Exception as e:
            try:
                self.con.execute("ROLLBACK")
            except Exception:
                pass
            raise RuntimeError(str(e)[:2000]) from e

    def rows(self, table):
        q = self.con.execute(f"SELECT * FROM {table}")
        names = [c[0] for c in q.description]
        out = [dict(zip(names, x)) for x in q.fetchall()]
        for row in out:
            if "items" in row:
                row["items"] = json.loads(row["items"], parse_float=D)
        return out

    def close(self):
        self.con.close()


class House:
    name = "ClickHouse"
    dialect = "clickhouse"

    def __init__(self, dir):
        self.s = tap.module("chdb.session").Session()
        self.s.query("CREATE DATABASE IF NOT EXISTS d")
        self.s.query("USE d")

    @staticmethod
    def missing():
        return None if tap.module("chdb.session") else "no module chdb"

    def script(self, text):
        for statement in text.split(";\n"):
            if statement.strip():
                self.s.query(statement)

    def rows(self, table):
        text = str(self.s.query(f"SELECT * FROM {table} FINAL SETTINGS output_format_json_quote_64bit_integers = 0, "
                                "output_format_json_quote_decimals = 0, date_time_output_format = 'iso'",
                                "JSONEachRow"))
        out = [json.loads(x, parse_float=D) for x in text.split("\n") if x]
        for row in out:
            if "items" in row:
                row["items"] = json.loads(row["items"], parse_float=D)
        return out

    def close(self):
        self.s.close()


class Segments:
    """No database: the files that the manifests name."""
    name = "segments"
    dialect = None

    def __init__(self, dir):
        self.named = {}

    @staticmethod
    def missing():
        return None

    def load(self, manifest):
        with open(manifest, "rb") as f:
            for m in map(json.loads, f):
                if m["kind"] != "manifest_table":
                    continue
                run = int(os.path.basename(manifest).split(".")[0])
                with open(os.path.join(os.path.dirname(manifest), m["file"]), "rb") as g:
                    lines = g.read().splitlines()
                self.named[m["table"], run] = (m, [json.loads(line, parse_float=D) for line in lines])

    def rows(self, table):
        if table == "cx_manifest":
            return [{"table": t, "rows": m["rows"] if m["rows"] == len(r) else -1}
                    for (t, _), (m, r) in self.named.items()]
        kept = {}
        for (t, _), (m, rows) in sorted(self.named.items(), key=lambda x: x[0]):
            for row in rows if t == table else []:
                key = tuple(row[k] for k in m["key"])
                if "latest" not in m:
                    kept.setdefault(key, row)
                elif key not in kept or self.at(row, m) >= self.at(kept[key], m):
                    kept[key] = row
        return [dict(row) for row in kept.values()]

    @staticmethod
    def at(row, m):
        return datetime.datetime.fromisoformat(row[m["latest"]].replace("Z", "+00:00"))

    def close(self):
        pass


def plain(x):
    """A value as all of the databases say it."""
    if isinstance(x, datetime.datetime):
        x = x if x.tzinfo else x.replace(tzinfo=datetime.timezone.utc)
        return (x - EPOCH) // datetime.timedelta(microseconds=1)
    if isinstance(x, float):
        return D(repr(x))
    if isinstance(x, list):
        return [plain(y) for y in x]
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    return x


def compare(db, shop):
    keys = {"users": ("user_id",), "campaigns": ("campaign_id",), "orders": ("order_id",),
            "order_items": ("order_id", "line")}
    for table, want in shop.want.items():
        got, wrong = {}, []
        for row in db.rows(table):
            for n in ("seen_at", "ordered_at"):
                if isinstance(row.get(n), str):
                    row[n] = datetime.datetime.fromisoformat(row[n].replace("Z", "+00:00"))
            row = {k: plain(v) for k, v in row.items()}
            key = tuple(row[k] for k in keys[table])
            key = key if len(key) > 1 else key[0]
            if key in got:
                wrong.append(f"{key} is there twice")
            got[key] = row
        for key, row in want.items():
            row = {k: plain(v) for k, v in row.items()}
            if got.get(key) != row:
                wrong.append(f"{key}: {row} became {got.get(key)}")
        if not ok(len(got) == len(want) and not wrong,
                  f"{db.name}: {table} has its {len(want)} rows, value by value"):
            note(f"{len(got)} rows")
            for w in wrong[:3]:
                note(w)
    said = collections.Counter()
    for row in db.rows("cx_manifest"):
        said[row["table"]] += int(row["rows"])
    facts = ("orders", "order_items")
    ok(all(said[t] == shop.rows[t] == len(shop.want[t]) for t in facts) and said["users"] == shop.rows["users"],
       f"{db.name}: as many rows as the manifests say: " + ", ".join(f"{t} {said[t]}" for t in facts))


def for_bigquery():
    sqlglot = tap.module("sqlglot")
    if sqlglot is None:
        skip("BigQuery's statements", "no module sqlglot")
        return
    trees = sqlglot.parse(tap.run("cxcheck", "--ddl", "bigquery", PLAN).decode(), dialect="bigquery")
    ok(len(trees) == 5 and all(isinstance(t, sqlglot.exp.Create) and t.find(sqlglot.exp.PrimaryKey) for t in trees),
       "BigQuery's statements are some, with their keys")


# ---- the log and the runs ----

def rotate(log, step):
    """As logrotate does it: .2.gz, .1, and the live file."""
    if os.path.exists(f"{log}.1"):
        with open(f"{log}.1", "rb") as f, gzip.open(f"{log}.{step + 1}.gz", "wb") as g:
            shutil.copyfileobj(f, g)
        os.unlink(f"{log}.1")
    if os.path.exists(log):
        os.rename(log, f"{log}.1")


def run(dir, delay):
    """One run; killed after a while, unless that is None."""
    p = subprocess.Popen(["cxcheck", "--resume", f"{dir}/place", "--tables", f"{dir}/tables", PLAN, f"{dir}/events.log"],
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if delay is not None:
        time.sleep(delay)
        p.kill()
    err = p.communicate()[1].decode()
    return p.returncode, err


def load(dbs, dir, loaded, again=False):
    """What is not loaded as it is named, by number."""
    for m in sorted(glob.glob(f"{dir}/tables/*.manifest")):
        with open(m, "rb") as f:
            what = (m, hashlib.sha256(f.read()).hexdigest())
        if what in loaded and not again:
            continue
        for db in dbs:
            if db.dialect is None:
                db.load(m)
            else:
                db.script(tap.run("cxcheck", "--ddl", db.dialect, "--load", m, PLAN).decode())
        loaded.add(what)


# ---- killed at every call into the system in turn ----

def traced(dir, *inject):
    return subprocess.run(["strace", "-f", "-o", f"{dir}/trace", *inject, "cxcheck", "-j1", "--resume",
                           f"{dir}/place", "--tables", f"{dir}/tables", PLAN, f"{dir}/events.log"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode


def append(dir, lines):
    with open(f"{dir}/events.log", "a", encoding="utf-8") as f:
        f.writelines(lines)


def sweep(r, top):
    """The second run dies at each of its calls in turn; what it named is loaded; a third run follows."""
    if not tap.have("strace"):
        skip("kills at every call", "no strace")
        return
    shop = Shop(r)
    parts = [[shop.event() for _ in range(n)] for n in (40, 40, 10)]
    os.mkdir(f"{top}/first")
    append(f"{top}/first", parts[0])
    run(f"{top}/first", None)
    append(f"{top}/first", parts[1])
    shutil.copytree(f"{top}/first", f"{top}/work")
    traced(f"{top}/work", "-e", "trace=!exit,exit_group")
    with open(f"{top}/work/trace", encoding="utf-8", errors="replace") as f:
        calls = collections.Counter(line.split()[1].split("(")[0] for line in f if "(" in line)
    kills = wrong = 0
    for call, times in sorted(calls.items()):
        for when in range(1, times + 1):
            shutil.rmtree(f"{top}/work")
            shutil.copytree(f"{top}/first", f"{top}/work")
            killed = traced(f"{top}/work", "-e", f"trace={call}", "-e",
                            f"inject={call}:signal=KILL:when={when}") not in (0, 1)
            kills += killed
            kept, loaded = Segments(top), set()
            load([kept], f"{top}/work", loaded)
            append(f"{top}/work", parts[2])
            run(f"{top}/work", None)
            load([kept], f"{top}/work", loaded)
            heads = [json.loads(next(open(m, "rb"))) for m in glob.glob(f"{top}/work/tables/*.manifest")]
            rows = {t: sum(m["rows"] for (n, _), (m, _) in kept.named.items() if n == t) for t in shop.want}
            fine = (sum(m["events"] for m in heads) == shop.n and rows["orders"] == shop.rows["orders"] and
                    rows["order_items"] == shop.rows["order_items"] and
                    rows["users"] == shop.rows["users"] and
                    {x["order_id"] for x in kept.rows("orders")} == set(shop.want["orders"]))
            wrong += not fine
            if not fine:
                note(f"killed at {call} {when}: {sum(m['events'] for m in heads)} events of {shop.n}, {rows}")
    ok(kills > 100 and wrong == 0, f"{kills} kills, one at each call of a run: {shop.n} events once each")


def main():
    sys.set_int_max_str_digits(100_000)
    r = tap.seeded()
    dbs = []
    with tempfile.TemporaryDirectory() as dir:
        for kind in (Segments,) if os.environ.get("SEGMENTS") else (Postgres, Duck, House):
            if kind.missing() is not None:
                skip(kind.name, kind.missing())
                continue
            dbs.append(kind(dir))
            if kind.dialect is not None:
                dbs[-1].script(tap.run("cxcheck", "--ddl", kind.dialect, PLAN).decode())
        try:
            shop, kills, runs, loaded = Shop(r), 0, 0, set()
            for step in range(STEPS):
                if r.random() < .5:
                    rotate(f"{dir}/events.log", step)
                with open(f"{dir}/events.log", "a", encoding="utf-8") as f:
                    f.writelines(shop.event() for _ in range(LINES))
                took = .06
                while r.random() < .7:
                    status, _ = run(dir, r.random() * took)
                    kills += status == -9
                    if r.random() < .5:
                        load(dbs, dir, loaded)  # perhaps of a run that died behind its manifest
                    if r.random() < .3:
                        with open(f"{dir}/events.log", "a", encoding="utf-8") as f:
                            f.writelines(shop.event() for _ in range(LINES // 10))
                status, err = run(dir, None)
                runs += 1
                if status not in (0, 1, 3):  # 3: a run that was killed had read all there is
                    note(err)
                    ok(False, f"run {runs} ends well")
                load(dbs, dir, loaded)
            load(dbs, dir, loaded, again=True)
            manifests = [json.loads(line) for m in glob.glob(f"{dir}/tables/*.manifest") for line in open(m, "rb")]
            heads = [m for m in manifests if m["kind"] == "manifest"]
            ok(sum(m["events"] for m in heads) == shop.n and sum(m["bad"] for m in heads) == shop.bad,
               f"{shop.n} events once each in {len(heads)} manifests, {kills} kills of {runs + kills} runs")
            ok(sum(m["no_table"] for m in heads) == shop.homeless and
               sum(m["events"] for m in manifests if m["kind"] == "manifest_left") == shop.homeless,
               f"{shop.homeless} events of no table, named")
            for db in dbs:
                compare(db, shop)
            if not os.environ.get("SEGMENTS"):
                for_bigquery()
            if not os.environ.get("SEGMENTS"):
                os.mkdir(f"{dir}/sweep")
                sweep(r, f"{dir}/sweep")
            hostile(r, [db for db in dbs if db.dialect is not None], dir)
        finally:
            for db in dbs:
                db.close()
    tap.done()


main()
