#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# counter-renamed - prometheus-client reads a counter under a name that is not in the text
#
# Surprise: the parser of the Prometheus text format returns the sample "slo_bad 5" of a
# counter as slo_bad_total.  Who looks for slo_bad finds nothing; and a text with both
# slo_bad and slo_bad_total, two series for Prometheus, comes back as one name with two
# values.  Declared a gauge, or not declared, the sample keeps its name.
#
# Versions: prometheus-client 0.26.0 (PyPI).
#
# Promised: the text format asks no suffix of a counter; a sample is what its line says
# (prometheus.io/docs/instrumenting/exposition_formats, "Text format details").  _total is a
# rule of OpenMetrics, which this package reads with another parser.  What its maintainers
# think of the names: github.com/prometheus/client_python/pull/905.
#
# So: name counters NAME_total in text files meant for more than one reader, declare them by
# that very name, and keep gauges for what is not a counter.
#
# Needs python3 >= 3.11 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --only-binary :all: prometheus-client==0.26.0
cat >read.py <<'END'
import sys
from prometheus_client.parser import text_string_to_metric_families

def read(text):
    print(text, end='')
    samples = [(s.name, s.value) for family in text_string_to_metric_families(text)
               for s in family.samples]
    print('    read as', samples)
    return samples

got = [
    read('# TYPE slo_bad gauge\nslo_bad 5\n'),
    read('# TYPE slo_bad counter\nslo_bad 5\n'),
    read('# TYPE slo_bad counter\nslo_bad 5\n# TYPE slo_bad_total counter\nslo_bad_total 7\n'),
]
sys.exit(got != [[('slo_bad', 5)], [('slo_bad_total', 5)],
                 [('slo_bad_total', 5), ('slo_bad_total', 7)]])
END
venv/bin/python read.py
echo 'as described: a counter without _total gets one, and may meet another of that name'
