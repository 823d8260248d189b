#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# funnel-tie-loses-chain - a funnel that was walked through is not, when a step comes twice
#
# Surprise: a user does A at 0, and A and B at 5; the funnel is A, then B, within 10 seconds.
# ClickHouse's windowFunnel says 2, as one would.  In its mode strict_increase, which asks for
# rising times, it says 1, though A at 0 and B at 5 rise: the second A has taken the place
# of the first, and does not lie before B.  Without that A it says 2, so more events make a
# lower level.  The other way about, a single event A goes through the whole of the funnel
# A, A, since one row may be several steps; strict_once asks for one row a step.
#
# Versions: ClickHouse 26.9.2 in chdb 4.4.0 (PyPI).
#
# Promised: "apply conditions only to events with strictly increasing timestamps"
# (clickhouse.com/docs/sql-reference/aggregate-functions/parametric-functions, windowFunnel).
# The first is github.com/ClickHouse/ClickHouse/issues/93789.
#
# So: where several events of a user can bear one time (whole seconds, batches of a
# collector), levels of two programs differ by their rule for ties, not by their data.
#
# Needs python3 >= 3.9 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --only-binary :all: chdb==4.4.0
cat >levels.py <<'END'
import sys
import chdb


def level(mode, steps, events):
    conditions = ", ".join(f"e = '{s}'" for s in steps)
    rows = ", ".join(f"({t}, '{e}')" for t, e in events)
    mode = f", '{mode}'" if mode else ""
    return int(str(chdb.query(f"select windowFunnel(10{mode})(t, {conditions}) "
                              f"from values('t UInt32, e String', {rows})", "TSV")))


cases = [
    ('A B, no mode', '', 'AB', [(0, 'A'), (5, 'A'), (5, 'B')], 2),
    ('A B, strict_increase', 'strict_increase', 'AB', [(0, 'A'), (5, 'A'), (5, 'B')], 1),
    ('the same without the second A', 'strict_increase', 'AB', [(0, 'A'), (5, 'B')], 2),
    ('A A of one event', '', 'AA', [(0, 'A')], 2),
    ('A A of one event, strict_once', 'strict_once', 'AA', [(0, 'A')], 1),
]
found = [(name, level(mode, steps, events)) for name, mode, steps, events, _ in cases]
for name, n in found:
    print(f'{name:<31} level {n} of 2')
sys.exit([n for _, n in found] != [c[-1] for c in cases])
END
venv/bin/python levels.py
echo 'as described: an event more is a level less, and one event is two steps'
