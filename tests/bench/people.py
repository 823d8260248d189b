# SPDX-License-Identifier: GPL-3.0-or-later
#
# people.py ENGINE QUERY [TABLE] - what users' filters do, in the SQL of duckdb or clickhouse
#
# TABLE is the CSV of join and joined.  {file} stands for the input, events of scripts/gen-data events.  The answers are lines of
# tab-separated numbers and texts; those of profiles one line, their sums.
import sys

engine, query = sys.argv[1:3]
joined_with = sys.argv[3] if len(sys.argv) > 3 else ""
DUCKDB = engine == "duckdb"
TYPES = {"timestamp": "TIMESTAMP", "value": "DOUBLE"}


def table(*names):
    if DUCKDB:
        columns = ", ".join(f"{n}: '{TYPES.get(n, 'VARCHAR')}'" for n in names)
        return ("read_json('{file}', format = 'newline_delimited', ignore_errors = true, "
                f"columns = {{{columns}}})")
    columns = ", ".join(n + (" Nullable(Float64)" if n == "value" else " String") for n in names)
    return f"file('{{file}}', 'JSONEachRow', '{columns}')"


MS = "epoch_ms(timestamp)" if DUCKDB else "toUnixTimestamp64Milli(parseDateTime64BestEffort(timestamp, 3))"
STEPS = ("view_item", "add_to_cart", "purchase")

# DuckDB has no windowFunnel: the latest start of a chain is handed on by windows.
FUNNEL_DUCKDB = f"""
with e as (select anonymous_id u, {MS} t, case event_name when 'view_item' then 1
        when 'add_to_cart' then 2 else 3 end s
    from {table('timestamp', 'event_name', 'anonymous_id')} where event_name in {STEPS}),
a as (select *, max(case when s = 1 then t end) over (partition by u order by t, s) a from e),
b as (select *, max(case when s = 2 and a >= t - 86400000 then a end)
    over (partition by u order by t, s) b from a),
l as (select u, max(case when s = 3 and b >= t - 86400000 then 3
    when s = 2 and a >= t - 86400000 then 2 when s = 1 then 1 else 0 end) l from b group by u)
select count_if(l >= 1), count_if(l >= 2), count_if(l >= 3) from l"""

FUNNEL_CLICKHOUSE = f"""
select countIf(l >= 1), countIf(l >= 2), countIf(l >= 3) from (
    select windowFunnel(86400000)({MS}::UInt64, event_name = 'view_item',
        event_name = 'add_to_cart', event_name = 'purchase') l
    from {table('timestamp', 'event_name', 'anonymous_id')}
    where event_name in {STEPS} group by anonymous_id)"""

RETENTION_DUCKDB = f"""
with w as (select distinct anonymous_id u, date_trunc('week', timestamp)::DATE w
    from {table('timestamp', 'anonymous_id')} where anonymous_id is not null),
f as (select u, w, min(w) over (partition by u) c from w)
select c, (w - c) // 7 k, count(*) from f group by all order by all"""

RETENTION_CLICKHOUSE = f"""
select c, intDiv(w - c, 7) k, count() from (
    select anonymous_id, groupUniqArray(toMonday(toDate(substring(timestamp, 1, 10)))) ws, arrayMin(ws) c
    from {table('timestamp', 'anonymous_id')} where anonymous_id != '' group by anonymous_id)
array join ws as w group by c, k order by c, k"""

# Of values and sources only what all agree on: to cxuser an order that came twice is one, and
# a visit that names a channel alone has no source.
SUMS = "count(*), sum(n), sum(d), sum(o), {0}(v > 0), {0}(length(s) > 99)".format(
    "count_if" if DUCKDB else "countIf")
PROFILES_DUCKDB = f"""
select {SUMS} from (select user_id, count(*) n, min({MS}) f, max({MS}) l,
    count(distinct timestamp::DATE) d,
    count(distinct case when event_name = 'purchase' then transaction_id end) o,
    sum(case when event_name = 'purchase' then value end) v,
    arg_max(source, timestamp) filter (source is not null) s
    from {table('timestamp', 'event_name', 'user_id', 'transaction_id', 'value', 'source')}
    where user_id is not null group by user_id)"""
PROFILES_CLICKHOUSE = f"""
select {SUMS} from (select user_id, count() n, min({MS}) f, max({MS}) l,
    uniqExact(substring(timestamp, 1, 10)) d,
    uniqExactIf(transaction_id, event_name = 'purchase') o,
    sumIf(value, event_name = 'purchase') v, argMaxIf(source, timestamp, source != '') s
    from {table('timestamp', 'event_name', 'user_id', 'transaction_id', 'value', 'source')}
    where user_id != '' group by user_id)"""

# One by one.  Days that were active make it twice as slow, and counted as distinct ones do not
# fit the memory of the crowd: they are grouped first.
PERSON = f"""min(timestamp) as first, max(timestamp) as last, count(*) as events,
    count_if(event_name = 'purchase') as orders,
    sum(case when event_name = 'purchase' then value end) as value,
    arg_max(source, timestamp) filter (source is not null) as source
    from {table('timestamp', 'event_name', 'anonymous_id', 'value', 'source')}
    where anonymous_id is not null"""
EACH_DUCKDB = f"""
select "user", first, last, events, orders, coalesce(value, 0)::BIGINT as value, source
    from (select anonymous_id as "user", {PERSON} group by anonymous_id) order by 1"""
DAYS_DUCKDB = f"""
select "user", min(first) as first, max(last) as last, count(*) as active_days,
    sum(events)::BIGINT as events, sum(orders)::BIGINT as orders,
    coalesce(sum(value), 0)::BIGINT as value, arg_max(source, last) as source
    from (select anonymous_id as "user", timestamp::DATE as day, {PERSON} group by 1, 2)
    group by 1 order by 1"""

# Records whole, as the filter writes them; what they come to.
JOIN_DUCKDB = f"""
select e.*, segment, score
    from {table('timestamp', 'event_name', 'event_id', 'user_id', 'anonymous_id', 'channel',
                'source', 'medium', 'country', 'path', 'item_id', 'item_category', 'price',
                'transaction_id', 'value', 'currency')} e
    join read_csv('{joined_with}', header = true,
        columns = {{'anonymous_id': 'VARCHAR', 'segment': 'VARCHAR', 'score': 'INTEGER'}}) t
    using (anonymous_id)"""
JOINED_DUCKDB = f"""
select segment, count(*), sum(score), count_if(event_name = 'purchase')
    from ({JOIN_DUCKDB}) group by all order by all"""

print(globals()[f"{query.upper()}_{engine.upper()}"])
