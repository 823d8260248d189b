# SPDX-License-Identifier: GPL-3.0-or-later
#
# experiments.py gbstats FILE - rows of gen_experiment scored with pandas and GrowthBook's gbstats
# experiments.py sql          - exposures and events joined, and their moments, in DuckDB's SQL
#
# The answer of gbstats is a line a metric: its name, units of both arms, effect and p; of the
# SQL one an arm: its name, units, units that bought, value and its squares, carts.
import sys

if sys.argv[1] == "sql":
    print("""
with e as (select epoch_us(timestamp::TIMESTAMP) t, user_id u, event_name n, variant v, value x
    from read_json('{file}', format = 'newline_delimited', columns = {timestamp: 'VARCHAR',
        user_id: 'VARCHAR', event_name: 'VARCHAR', variant: 'VARCHAR', value: 'DECIMAL(18,2)'})
    where event_name in ('exposure', 'purchase', 'add_to_cart')),
a as (select u, min(t) t, min(v) v, max(v) w from e where n = 'exposure' group by u),
m as (select a.u, any_value(a.v) v, count(*) filter (e.n = 'purchase') > 0 c,
        coalesce(sum(e.x) filter (e.n = 'purchase'), 0) x,
        count(*) filter (e.n = 'add_to_cart') k
    from a left join e on e.u = a.u and e.n <> 'exposure' and e.t >= a.t
        and e.t < a.t + 604800000000
    where a.v = a.w group by a.u)
select v, count(*), count_if(c), sum(x), sum(x * x), sum(k) from m group by v order by v""")
    sys.exit()

import pandas
from gbstats.frequentist.tests import FrequentistConfig, TwoSidedTTest
from gbstats.models.statistics import ProportionStatistic, SampleMeanStatistic

SHARES = ["bought", "signed_up", "returned"]
MEANS = ["orders", "items", "revenue", "minutes", "pages", "wait_ms", "refunds"]

rows = pandas.read_json(sys.argv[2], lines=True)
arms = {name: of for name, of in rows.groupby("variant")}


def statistic(of, name):
    if name in SHARES:
        return ProportionStatistic(n=len(of), sum=int(of[name].sum()))
    return SampleMeanStatistic(n=len(of), sum=of[name].sum(), sum_squares=(of[name] ** 2).sum())


for name in SHARES + MEANS:
    a, b = (statistic(arms[arm], name) for arm in ("control", "treatment"))
    out = TwoSidedTTest(a, b, FrequentistConfig(difference_type="absolute")).compute_result()
    # 1 less the distribution function says nothing below 1e-16, and little above.
    p = 0 if out.p_value < 1e-12 else out.p_value
    print(f"{name}\t{b.n}\t{a.n}\t{out.expected:.7g}\t{p:.4g}")
