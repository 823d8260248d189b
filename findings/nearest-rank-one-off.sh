#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# nearest-rank-one-off - the same nearest rank, one apart, in numpy and polars
#
# Surprise: of the numbers 1 to 100 the 7th percentile by nearest rank is 7.  numpy's
# method "inverted_cdf" and polars' "equiprobable" say 8, and are one too high for 14, 28, 55
# and 56 as well: the product 0.07 * 100 comes out a little above 7, and is rounded up.  Nor
# is that the exact answer for the double, which is above 0.07: so is the one of 0.1, and 10
# comes out.  DuckDB's quantile_disc says 7.  So does numpy itself, as soon as it is given a
# weight of 1 for each number: two code paths of one method.
#
# Versions: numpy 2.4.6, polars 2.1.0, DuckDB 2.0.1.  R 4.2's quantile(type = 1) says 8 too.
#
# Promised: numpy's manual says that leaving out the weights is a weight of one for each, and
# that the method's answer has at most a share q of the values below it and at least q up to it
# (numpy.org/doc/stable/reference/generated/numpy.quantile.html).  Reported as
# github.com/numpy/numpy/issues/22582 and closed.
#
# So: compare percentiles of two tools on ranks, not on values, before one is called wrong.
# The percentiles most objectives use are safe: for 50, 75, 90, 95, 99 and 99.9 the product
# is on the right side for every number of values up to 200,000.
#
# Needs python3 >= 3.11 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --only-binary :all: \
    numpy==2.4.6 polars==2.1.0 duckdb==2.0.1
cat >compare.py <<'END'
import sys
import duckdb
import numpy
import polars

values = numpy.arange(1, 101)
ones = numpy.ones(100)
series = polars.Series(values)
duckdb.sql('create table t as select i from range(1, 101) r(i)')
tools = {
    'numpy inverted_cdf': lambda p: numpy.quantile(values, p, method='inverted_cdf'),
    'numpy, weights of 1': lambda p: numpy.quantile(values, p, method='inverted_cdf',
                                                    weights=ones),
    'polars equiprobable': lambda p: series.quantile(p, interpolation='equiprobable'),
    'DuckDB quantile_disc': lambda p: duckdb.sql(
        f'select quantile_disc(i, {p}) from t').fetchall()[0][0],
}
off = {}
for name, quantile in tools.items():
    found = {p: int(quantile(p / 100)) for p in range(1, 100)}
    off[name] = {p: v for p, v in found.items() if v != p}
    print(f'{name:<21} not the value of that rank:', off[name] or 'none')
expected = {p: p + 1 for p in (7, 14, 28, 55, 56)}
sys.exit(list(off.values()) != [expected, {}, expected, {}])
END
venv/bin/python compare.py
echo 'as described: one too high for 7, 14, 28, 55 and 56 in numpy and polars'
