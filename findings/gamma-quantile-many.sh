#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# gamma-quantile-many - GSL's gamma quantile is wrong, or nan, for counts of a million and more
#
# Surprise: gsl_cdf_gamma_Pinv(p, a, 1) with a from about 1e6 on either fails (nan, "failed to
# converge") or answers a plain number, without an error, that is too low.  At a = 1e8 and
# p = 0.95 it is so by two parts in 100,000, an eighth of the distance from the mean to the
# quantile: the bound asked for 95 % holds 92 %.  gsl_cdf_gamma_P of that answer says 0.95
# all the same.  p = 0.05 and p = 0.5 are right.
#
# Versions: GSL 2.7.1 (Debian 12); right answers by scipy 1.17.1.  R 4.2 agrees with scipy.
#
# Promised: the GSL manual gives the two as the cumulative distribution function and its
# inverse, for every shape a > 0, without a limit
# (gnu.org/software/gsl/doc/html/randist.html, "The Gamma Distribution").
#
# So: the exact interval of a Poisson count k is gamma quantiles of shape k and k + 1.  For
# busy services k is in the millions; a round trip through the same library proves nothing.
#
# Needs apt-get and dpkg of Debian 12, python3 >= 3.11 with venv.
set -eu
version=2.7.1+dfsg-5+deb12u1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
apt-get -qq download "libgsl27=$version" "libgslcblas0=$version" 2>apt.log || {
	cat apt.log >&2
	exit 2
}
for deb in ./*.deb; do
	dpkg -x "$deb" gsl
done
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --only-binary :all: numpy==2.4.6 scipy==1.17.1
cat >compare.py <<'END'
import ctypes
import glob
import sys
from scipy import stats

def load(name):
    return ctypes.CDLL(glob.glob(f'gsl/usr/lib/*/{name}.so.*')[0], ctypes.RTLD_GLOBAL)

load('libgslcblas')
gsl = load('libgsl')
gsl.gsl_set_error_handler_off()
inverse, below = gsl.gsl_cdf_gamma_Pinv, gsl.gsl_cdf_gamma_P
for function in (inverse, below):
    function.restype = ctypes.c_double
    function.argtypes = [ctypes.c_double] * 3

print('shape    p      GSL               its P     scipy             true P of GSL\'s answer')
answers = {}
for shape in (1e4, 1e6, 1e8):
    for p in (0.05, 0.5, 0.95, 0.975):
        got = inverse(p, shape, 1.0)
        right = stats.gamma.ppf(p, shape)
        true = stats.gamma.cdf(got, shape)
        answers[shape, p] = got / right - 1, below(got, shape, 1.0), true
        print(f'{shape:<8g} {p:<6g} {got:<17.10g} {below(got, shape, 1.0):<9.5f}'
              f' {right:<17.10g} {true:.5f}')
small = all(abs(answers[1e4, p][0]) < 1e-12 for p in (0.05, 0.5, 0.95, 0.975))
failed = answers[1e6, 0.975][0] != answers[1e6, 0.975][0]
error, claimed, true = answers[1e8, 0.95]
wrong = 1e-5 < -error < 1e-4 and abs(claimed - 0.95) < 1e-6 and 0.90 < true < 0.94
sys.exit(not (small and failed and wrong))
END
venv/bin/python compare.py
echo 'as described: right at 1e4, nan at 1e6 and 97.5 %, silently wrong at 1e8 and 95 %'
