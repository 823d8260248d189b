# SPDX-License-Identifier: GPL-3.0-or-later
#
# ask_duckdb.py THREADS QUERY FILE - the queries of scripts/bench in DuckDB's SQL
# ask_duckdb.py THREADS sql:PATH FILE - that of a file, with {file} for FILE; behind settings,
#                                       each ended by a semicolon
# ask_duckdb.py THREADS json:PATH FILE - the same, the answer as JSON
#
# Types are given, as they are to the filters by the metrics; malformed lines are
# passed over.  Times stay text where that is faster.  The answer goes to standard
# output, written by DuckDB itself.
import sys

import duckdb

threads, query, path = sys.argv[1:4]
if query == "version":
    print(duckdb.__version__)
    sys.exit()
db = duckdb.connect()
db.execute(f"set threads = {int(threads)}")
if query == "start":
    db.execute("select 1").fetchall()
    sys.exit()

TYPES = {
    "timestamp": "VARCHAR", "route": "VARCHAR", "user_id": "VARCHAR", "method": "VARCHAR",
    "status": "USMALLINT", "duration_ms": "UINTEGER", "bytes": "UBIGINT",
}


def table(*names):
    columns = ", ".join(f"{n}: '{TYPES[n]}'" for n in names)
    return (f"read_json('{path}', format = 'newline_delimited', ignore_errors = true, "
            f"columns = {{{columns}}})")


def stats(key, quantile, more="", fields=()):
    source = table("timestamp", key, "status", "duration_ms", *fields)
    return (f"select k, m, n, e, q[1], q[2], q[3]{more and ', b, u'} from "
            f"(select {key} k, substr(timestamp, 1, 16) m, count(*) n, "
            f"count_if(status >= 500) e, {quantile}(duration_ms, [0.5, 0.95, 0.99]) q{more} "
            f"from {source} where {key} is not null group by all)")


LOG = (r"""^(\S+) \S+ (\S+) \[([^\]]+)\] "(\S+) ([^? "]+)(?:\?(\S*))? ([^"]*)" (\d+) (\d+) """
       r""""([^"]*)" "([^"]*)" (\S+)$""")
LOG_NAMES = ["ip", "usr", "at", "method", "path", "query", "protocol", "status", "bytes",
             "referrer", "agent", "took"]
LOG_SQL = f"""
select strftime(strptime(r.at, '%d/%b/%Y:%H:%M:%S %z'), '%Y-%m-%dT%H:%M:%SZ') as timestamp,
    r.ip as client_ip, nullif(r.usr, '-') as user_id, r.method as method, r.path as path,
    nullif(r.query, '') as query, r.protocol as protocol, r.status::USMALLINT as status,
    r.bytes::UBIGINT as bytes, nullif(r.referrer, '-') as referrer, r.agent as user_agent,
    round(r.took::DOUBLE * 1000)::UINTEGER as duration_ms
from (select regexp_extract(line, '{LOG}', {LOG_NAMES}) as r
    from read_csv('{path}', columns = {{line: 'VARCHAR'}}, delim = '\x01', quote = '',
        escape = '', header = false, auto_detect = false))
where r.ip <> ''"""

# What ten.slo.yaml counts: events and bad ones of each objective, by minute.
SLO_BAD = ["true", "status >= 500", "duration_ms > 100", "duration_ms > 400", "duration_ms > 1500",
           "method = 'GET'", "method = 'GET' and status >= 500", "method = 'POST'",
           "method = 'POST' and status >= 500", "method = 'POST' and duration_ms > 800",
           "starts_with(route, 'GET /api/')", "starts_with(route, 'GET /api/') and status >= 500",
           "starts_with(route, 'GET /api/') and duration_ms > 400", "status = 429",
           "status >= 500 or duration_ms > 2000"]


def slo():
    counts = ", ".join(f"count_if({bad}) c{i}" for i, bad in enumerate(SLO_BAD))
    totals = ", ".join(f"sum(c{i})" for i in range(len(SLO_BAD)))
    return (f"select {totals} from (select substr(timestamp, 1, 16) m, {counts} from "
            f"{table('timestamp', 'route', 'method', 'status', 'duration_ms')} "
            f"where timestamp is not null group by all)")


def of_file(name):
    with open(name, encoding="utf-8") as f:
        return f.read().strip().replace("{file}", path)


form, colon, name = query.partition(":")
settings, _, sql = of_file(name).rpartition(";") if colon else ("", "", {
    "stats": lambda: stats("route", "approx_quantile"),
    "stats-exact": lambda: stats("route", "quantile_disc"),
    "users": lambda: stats("route", "approx_quantile",
                           ", sum(bytes) b, approx_count_distinct(user_id) u",
                           ("bytes", "user_id")),
    "groups": lambda: stats("user_id", "approx_quantile"),
    "groups-exact": lambda: stats("user_id", "quantile_disc"),
    "log": lambda: LOG_SQL,
    "slo": slo,
}[query]())
if settings:
    db.execute(settings)
form = "json" if query in ("log", "json:" + name) else "csv, delimiter '\t', header false"
db.execute(f"copy ({sql}) to '/dev/stdout' (format {form})")
