#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# daily-looks-spend-twice - ep-stats tests every day at all the alpha that was spent so far
#
# Surprise: Statistics.obf_alpha_spending_function(0.95, days, day) gives a confidence level
# for each day of an experiment, and stopping at the first significant day is said to keep the
# false alarms at 5 %.  The level is one minus the alpha that may have been spent up to that
# day, over all looks together, used for that one look: what earlier looks have spent is spent
# again.  Without any effect 6.5 % of experiments of 7 days, 7.2 % of 14 and 7.9 % of 28 are
# called significant on some day.
#
# Versions: ep-stats 2.5.10, scipy 1.17.1, numpy 2.4.6.  (It imports pytz without asking for it.)
#
# Promised: the page on sequential analysis in its documentation (avast/ep-stats,
# docs/stats/sequential.md) says that false positives stay under 5 % at any time of the
# experiment, and names the alpha spending of Lan and DeMets (Biometrika 70:659-663, 1983).
# They make the bound of a look from what it adds to the alpha spent, given that no look
# before it stopped.
#
# So: levels of a dashboard that looks every day are not those of a group sequential plan with
# the same name.  Below, days are equal steps of a random walk, the case without an effect.
#
# Needs python3 >= 3.11 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --only-binary :all: \
    numpy==2.4.6 scipy==1.17.1 ep-stats==2.5.10 pytz==2026.6
cat >walk.py <<'END'
import sys
import numpy as np
from epstats.toolkit.statistics import Statistics
from scipy.stats import norm

rng = np.random.default_rng(1)
runs = 400_000
ok = True
print('days   false alarms, stopping at the first significant day')
for days, low, high in ((1, 0.049, 0.051), (7, 0.063, 0.067), (14, 0.070, 0.074),
                        (28, 0.076, 0.081)):
    z_sum = np.zeros(runs)
    alarmed = np.zeros(runs, dtype=bool)
    for day in range(1, days + 1):
        level = Statistics.obf_alpha_spending_function(0.95, days, day)
        z_sum += rng.standard_normal(runs)
        alarmed |= np.abs(z_sum) / np.sqrt(day) > norm.ppf(0.5 + level / 2)
    share = alarmed.mean()
    print(f'{days:<6} {100 * share:.2f} %')
    ok = ok and low < share < high
sys.exit(not ok)
END
venv/bin/python walk.py
echo 'as described: 5 % with one look, from 6.5 to 7.9 % with one a day'
