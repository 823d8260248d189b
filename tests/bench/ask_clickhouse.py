# SPDX-License-Identifier: GPL-3.0-or-later
#
# ask_clickhouse.py THREADS QUERY FILE - the queries of scripts/bench in ClickHouse's
# SQL, by the chdb module; QUERY sql:PATH as of ask_duckdb.py
import sys

import chdb

threads, query, path = sys.argv[1:4]
SETTINGS = (f" settings max_threads = {int(threads)}, "
            "input_format_allow_errors_num = 1000000000, "
            "input_format_allow_errors_ratio = 1, "
            "output_format_json_escape_forward_slashes = 0, "
            "output_format_json_quote_64bit_integers = 0")
TYPES = {
    "timestamp": "String", "route": "String", "user_id": "String", "status": "UInt16",
    "duration_ms": "UInt32", "bytes": "UInt64",
}


def table(*names):
    columns = ", ".join(f"{n} {TYPES[n]}" for n in names)
    return f"file('{path}', 'JSONEachRow', '{columns}')"


def stats(key, quantiles, more="", fields=()):
    source = table("timestamp", key, "status", "duration_ms", *fields)
    return (f"select k, m, n, e, q[1], q[2], q[3]{more and ', b, u'} from "
            f"(select {key} k, substring(timestamp, 1, 16) m, count() n, "
            f"countIf(status >= 500) e, {quantiles}(duration_ms) q{more} "
            f"from {source} group by k, m)")


LOG = (r'^(\\S+) \\S+ (\\S+) \\[([^\\]]+)\\] "(\\S+) ([^? "]+)(?:\\?(\\S*))? ([^"]*)" (\\d+) '
       r'(\\d+) "([^"]*)" "([^"]*)" (\\S+)$')
LOG_SQL = f"""
select formatDateTime(parseDateTime(g[3], '%d/%b/%Y:%H:%i:%s %z', 'UTC'),
        '%Y-%m-%dT%H:%i:%SZ') as timestamp,
    g[1] as client_ip, nullIf(g[2], '-') as user_id, g[4] as method, g[5] as path,
    nullIf(g[6], '') as query, g[7] as protocol, toUInt16(g[8]) as status,
    toUInt64(g[9]) as bytes, nullIf(g[10], '-') as referrer, g[11] as user_agent,
    toUInt32(round(toFloat64(g[12]) * 1000)) as duration_ms
from (select extractGroups(line, '{LOG}') as g from file('{path}', 'LineAsString', 'line String'))
where length(g) = 12"""

if query == "version":
    print(str(chdb.query("select version()", "TSV")).strip())
    sys.exit()


def of_file(name):
    with open(name, encoding="utf-8") as f:
        return f.read().strip().replace("{file}", path)


sql = of_file(query[4:]) if query.startswith("sql:") else {
    "start": lambda: "select 1",
    "stats": lambda: stats("route", "quantilesDD(0.01, 0.5, 0.95, 0.99)"),
    "stats-tdigest": lambda: stats("route", "quantilesTDigest(0.5, 0.95, 0.99)"),
    "users": lambda: stats("route", "quantilesTDigest(0.5, 0.95, 0.99)",
                           ", sum(bytes) b, uniqCombined(user_id) u", ("bytes", "user_id")),
    "groups": lambda: stats("user_id", "quantilesTDigest(0.5, 0.95, 0.99)"),
    "log": lambda: LOG_SQL,
}[query]()
answer = chdb.query(sql + SETTINGS, "JSONEachRow" if query == "log" else "TSV")
sys.stdout.buffer.write(answer.bytes())
