#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# kappa-surer-than-sure - an agreement with an upper bound above 1, or with none
#
# Surprise: statsmodels.stats.inter_rater.cohens_kappa of [[5, 0, 1], [0, 0, 0], [2, 0, 7]],
# two people who label 15 comments, gives an upper bound of 1.0006, more than two can agree;
# and of [[10, 0], [0, 5]], where they agreed on all of 15, an interval from 1 to 1: certain.
#
# Versions: statsmodels 0.15.0, numpy 2.4.6, scipy 1.17.1, pandas 2.3.3.
#
# Promised: kappa_low and kappa_upp are "lower and upper confidence limit for kappa"; kappa is
# at most 1.
#
# So: an interval of a few labels is no reason to trust a classifier; cut it at 1, and of full
# agreement believe the interval of the share that agreed (Wilson's: 0.80 to 1).
#
# Needs python3 >= 3.11 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --only-binary :all: \
    numpy==2.4.6 scipy==1.17.1 pandas==2.3.3 statsmodels==0.15.0
cat >agree.py <<'END'
import sys
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

some = cohens_kappa([[5, 0, 1], [0, 0, 0], [2, 0, 7]])
all_of_them = cohens_kappa([[10, 0], [0, 5]])
for name, k in (('12 of 15 agree', some), ('15 of 15 agree', all_of_them)):
    print(f'{name}: kappa {k.kappa:.4f}, from {k.kappa_low:.4f} to {k.kappa_upp:.4f}')
low, high = proportion_confint(15, 15, method='wilson')
print(f'the share of 15 of 15 by Wilson: from {low:.2f} to {high:.2f}')
sys.exit(not (some.kappa_upp > 1 and all_of_them.kappa_low == all_of_them.kappa_upp == 1))
END
venv/bin/python agree.py
echo 'as described: an upper bound above 1, and an interval without width'
