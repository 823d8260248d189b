# SPDX-License-Identifier: GPL-3.0-or-later
"""slo_scipy - what scipy says of tests/unit/slo_oracle.c

    python tests/oracle/slo_scipy.py > tests/oracle/slo_scipy.tsv

Columns: kind, then numbers.
    tail   k n p  P(X >= k) P(X <= k)    scipy.stats.binom
    bound  k n alpha  lower upper        scipy.stats.beta
    need   e share alpha  n              least n whose tail decides, k = share * n
    seen   e k n  ln E to fail, to pass  the mixture written out with logsumexp
"""
import numpy as np
from scipy.special import logsumexp
from scipy.stats import beta, binom


def row(kind, *numbers):
    print(kind, *(f"{x:.17g}" for x in numbers), sep="\t")


rng = np.random.default_rng(5)
for _ in range(200):
    n = int(10 ** rng.uniform(0, 9))
    e = 10 ** rng.uniform(-5, -0.3)
    k = min(n, int(binom.rvs(n, e * rng.uniform(0.3, 3) if e < 0.3 else e, random_state=rng)))
    row("tail", k, n, e, binom.sf(k - 1, n, e), binom.cdf(k, n, e))
    if n < 10**7:
        alpha = 10 ** rng.uniform(-4, -1)
        row("bound", k, n, alpha, beta.ppf(alpha, k, n - k + 1) if k else 0,
            beta.isf(alpha, k + 1, n - k) if k < n else 1)


def need(e, share, alpha):
    def decides(n):
        k = share * n
        if share < e:
            return beta.sf(e, k + 1, n - k) <= alpha
        return beta.cdf(e, k, n - k + 1) <= alpha
    lo, hi = 0, 1
    while not decides(hi):
        lo, hi = hi, hi * 2
    while hi - lo > 1:
        mid = (lo + hi) // 2
        lo, hi = (lo, mid) if decides(mid) else (mid, hi)
    return hi


for e in (0.1, 0.01, 0.005, 0.001, 0.0005, 0.0001):
    for times in (0, 0.1, 0.2, 0.5, 0.8, 1.5, 3):
        for alpha in (0.1, 0.05):
            row("need", e, e * times, alpha, need(e, e * times, alpha))

for e in (0.3, 0.05, 0.001):
    for k, n in ((0, 10), (1, 10), (3, 500), (20, 10000), (2, 30000), (7.5, 100.25)):
        reach = min(20, (1 + 1 / e) / 2)
        logs = []
        for top in (reach, 1 / 20):
            p = e * top ** (np.arange(1, 41) / 40)
            logs.append(logsumexp(k * np.log(p / e) + (n - k) * (np.log1p(-p) - np.log1p(-e)))
                        - np.log(40))
        row("seen", e, k, n, *logs)
