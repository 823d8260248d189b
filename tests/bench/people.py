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

# The crowd: of each question several writings were tried within its memory, and the fastest is
# here.  Retention: a bit for each of the weeks that there are; distinct weeks and a window take
# 1.2 times as long.
CROWD = "anonymous_id is not null"
WEEKS_DUCKDB = f"""
with w as (select min(timestamp) f, bit_or(1::UBIGINT <<
        (date_trunc('week', timestamp)::DATE - DATE '2026-08-31') // 7) w
    from {table('timestamp', 'anonymous_id')} where {CROWD} group by anonymous_id),
c as (select date_trunc('week', f)::DATE c, w, count(*) n from w group by all),
s as (select c, sum(n)::BIGINT size from c group by c),
k as (select *, unnest(range(0, 64)) i from c)
select c, any_value(size), i - (c - DATE '2026-08-31') // 7 k, sum(n)::BIGINT n
    from k join s using (c) where (w >> i) & 1 = 1 group by c, i order by c, k"""

# A funnel: lists of each user's times; windows, as above, take 1.1 times as long.
LEVEL = f"""
with l as (select anonymous_id u, list(t) filter (n = 'view_item') a,
        list(t) filter (n = 'add_to_cart') b, list(t) filter (n = 'purchase') c
    from (select anonymous_id, event_name n, epoch_ms(timestamp) t
        from {table('timestamp', 'event_name', 'anonymous_id')} where event_name in {STEPS})
    group by 1 having a is not null),
f as (select u, list_filter(b, lambda y: len(list_filter(a,
            lambda x: x <= y and x >= y - 86400000)) > 0) two,
        list_filter(c, lambda z: len(list_filter(two, lambda y: y <= z and len(list_filter(a,
            lambda x: x <= y and x >= z - 86400000)) > 0)) > 0) three from l),
r as (select u, case when len(three) > 0 then 3 when len(two) > 0 then 2 else 1 end l from f)"""
STEPS_DUCKDB = LEVEL + """
select s, count_if(l >= s), round(count_if(l >= s) / count(*), 9)
    from r cross join (select unnest([1, 2, 3]) s) group by s order by s"""
LEVELS_DUCKDB = LEVEL + """
select u, l from r order by u"""

# Sessions, one a row.  In lists of records they do not fit.
SESSIONS_DUCKDB = f"""
with e as (select anonymous_id u, epoch_ms(timestamp) t, event_name = 'purchase' o, value v,
        source s
    from {table('timestamp', 'event_name', 'anonymous_id', 'value', 'source')} where {CROWD}),
g as (select *, case when t - lag(t, 1, t) over (partition by u order by t) > 1800000 then 1
        else 0 end as fresh from e),
n as (select *, sum(fresh) over (partition by u order by t rows unbounded preceding) + 1 as n
    from g)
select u, n::BIGINT, make_timestamp_ms(min(t)), make_timestamp_ms(max(t)), max(t) - min(t),
    count(*), bool_or(o), coalesce(sum(case when o then v end), 0)::BIGINT, arg_min(s, t)
    from n group by 1, 2 order by 1, 2"""

# Credit of the first and the last touch, and in equal parts: by windows.  Paths as lists do not
# fit; to number orders first takes 1.2 times as long.
CREDIT_DUCKDB = f"""
with e as (select anonymous_id u, epoch_ms(timestamp) t, event_name = 'purchase' o, value v,
        source c
    from {table('timestamp', 'event_name', 'anonymous_id', 'value', 'source')} where {CROWD}),
p as (select *, last_value(case when o then t end ignore nulls) over w ot,
        last_value(case when o then v end ignore nulls) over w ov
    from e window w as (partition by u order by t desc, o desc rows unbounded preceding)),
r as (select c, ov, row_number() over (partition by u, ot order by t) i,
        count(*) over (partition by u, ot) k from p where t >= ot - 30 * 86400000::BIGINT)
select c, count_if(i = 1), sum(case when i = 1 then ov end)::BIGINT, count_if(i = k),
    sum(case when i = k then ov end)::BIGINT, sum(1.0::DOUBLE / k)::DECIMAL(18, 3),
    sum(ov / k)::DECIMAL(18, 3)
    from r group by 1 order by 1"""

# Arms, told by the source of what was looked at, and what came within a week: a join.  Windows
# take 1.4 times as long, lists 1.7 times.
ARMS_DUCKDB = f"""
with e as (select epoch_ms(timestamp) t, anonymous_id u, event_name n, source v, value x
    from {table('timestamp', 'event_name', 'anonymous_id', 'value', 'source')}
    where event_name in {STEPS} and {CROWD}),
a as (select u, min(t) t, min(v) v, max(v) w from e where n = 'view_item' group by u),
m as (select a.u, any_value(a.v) v, count(*) filter (e.n = 'purchase') > 0 c,
        coalesce(sum(e.x) filter (e.n = 'purchase'), 0) x,
        count(*) filter (e.n = 'add_to_cart') k
    from a left join e on e.u = a.u and e.n <> 'view_item' and e.t >= a.t
        and e.t < a.t + 7 * 86400000::BIGINT
    where a.v = a.w group by a.u)
select v, count(*), count_if(c), sum(x)::BIGINT, sum(k)::BIGINT from m group by v order by v"""

# Reactions, purchases, to the last ten messages, all else: of each user a list of times, with
# what it was in the lowest bit.  Windows take as long; a list in order of time does not fit.
RESPONSES_DUCKDB = f"""
with l as (select anonymous_id u,
        list_sort(list(epoch_ms(timestamp) * 2 + (event_name = 'purchase')::INT), 'desc') l
    from {table('timestamp', 'event_name', 'anonymous_id')}
    where event_name in {STEPS} and {CROWD} group by u),
a as (select u, list_transform(list_filter(list_zip(l, [null] || l), lambda x: x[1] % 2 = 0)[:10],
        lambda x: coalesce(x[2] % 2 = 1, false)) a from l),
m as (select u, len(a) n, len(list_filter(a, lambda x: x)) r,
        coalesce(list_position(a, true) - 1, n) ignored from a)
select u, case when n = 0 then 'other' when r = 0 then 'never' when r = n then 'always'
    else 'sometimes' end, n, r, round(r / n, 6), ignored from m order by u"""

# Who looked at the one source and took of the other.  Items as lists take 2.6 times as long.
# There is none of cxpredict --hours: how far the shares of a user are drawn towards those of
# the segment is found by iteration over all users.
ITEMS_DUCKDB = f"""
with d as materialized (select distinct anonymous_id u, source i, event_name = 'view_item' s
    from {table('event_name', 'anonymous_id', 'source')}
    where event_name in {STEPS} and {CROWD} and source is not null),
s as (select u, i from d where s),
t as (select u, i from d where not s),
p as (select s.i a, t.i b, count(*) x from s join t using (u) where s.i <> t.i group by all)
select a, b, n, x, round(x / n, 6), round(k / (select count(distinct u) from d), 6) from p
    join (select i a, count(*) n from s group by i) using (a)
    join (select i b, count(*) k from t group by i) using (b)
    where x >= 5 order by a, x / n / k desc, b"""

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
