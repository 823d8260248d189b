#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tap14-refused - prove(1) of Debian 12 fails a green document for its first line
#
# Surprise: a TAP 14 document without one failed test ends with "Result: FAIL" and status 1.
# The only thing wrong is the version in line 1; with 13 there, or with no version line at
# all, the same lines pass.  All tests are counted as passed in the very same report.
#
# Versions: Test::Harness 3.44 (Debian 12).  3.48 takes 14.
#
# Promised: the TAP 14 specification describes itself as compatible with what TAP 13
# consumers were seen to do, and wants 14 in line 1
# (testanything.org/tap-version-14-specification.html, "Version").
# Mended upstream: github.com/Perl/perl5/pull/21576 (the update to 3.48).
#
# So: a gate that prints TAP says 13 until the last runner on 3.44 is gone.
#
# Needs apt-get and dpkg of Debian 12, and perl.
set -eu
version=3.44-1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
apt-get -qq download "libtest-harness-perl=$version" 2>apt.log || {
	cat apt.log >&2
	exit 2
}
dpkg -x libtest-harness-perl_*.deb harness
PERL5LIB=$tmp/harness/usr/share/perl5
export PERL5LIB

# judge FIRST_LINE - what prove says of two passed tests below that line
judge()
{
	{
		if [ -n "$1" ]; then
			echo "$1"
		fi
		printf '1..2\nok 1 - availability\nok 2 - p95 of /checkout\n'
	} >gate.tap
	status=0
	perl harness/usr/bin/prove --exec cat gate.tap >said 2>&1 || status=$?
	printf '%s: status %s\n' "${1:-(no version line)}" "$status"
	sed 's/^/    /' said
}

judge ''
[ "$status" -eq 0 ]
judge 'TAP version 13'
[ "$status" -eq 0 ]
judge 'TAP version 14'
[ "$status" -eq 1 ]
grep -q 'All 2 subtests passed' said
grep -q 'specified version 14' said
echo 'as described: two passed tests fail for the 14 in line 1'
