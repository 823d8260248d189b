#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# json-id-rounded-by-keys - DuckDB changes whole numbers of an object that has 200 keys
#
# Surprise: read_json gives an object of 199 keys a type for each key, and an id above 2^53
# stays what it is.  With a 200th key the same object becomes a MAP with one type for all
# values; if a single one of them is a fraction, that is DOUBLE, and every id is rounded to
# 53 bits, without a word.  One more key elsewhere in the object changes the id.
#
# Versions: DuckDB 1.4.1 and 2.0.1 (PyPI).
#
# Promised: the manual says of map_inference_threshold (200) that it decides between STRUCT
# and MAP, not that values change with it, and of BIGINT columns that they are found in the
# data (duckdb.org/docs/stable/data/json/loading_json).  Open as
# github.com/duckdb/duckdb/issues/25828.
#
# So: open-ended objects (one member for each user, flag, shop) do not belong beside whole
# numbers that are identities: name columns=, or set map_inference_threshold=-1.
#
# Needs python3 >= 3.11 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
python3 -m venv venv
cat >compare.py <<'END'
import json
import sys
import duckdb

ID = 9007199254740993           # 2^53 + 1
ok = True
for keys, option, kind, read in ((199, '', 'STRUCT', ID), (200, '', 'MAP', ID - 1),
                                 (200, ', map_inference_threshold=-1', 'STRUCT', ID)):
    shops = {f'shop{i:03}': ID for i in range(keys)}
    shops['shop000'] = 1.5
    with open('events.ndjson', 'w') as file:
        print(json.dumps({'shops': shops}), file=file)
    found, value = duckdb.sql(
        "select typeof(shops), shops['shop001']::decimal(38, 0) from "
        f"read_json('events.ndjson', format='newline_delimited'{option})").fetchall()[0]
    print(f'DuckDB {duckdb.__version__}, {keys} keys{option}: {found[:21]}..., {ID} reads {value}')
    ok = ok and found.startswith(kind) and value == read
sys.exit(not ok)
END
for version in 1.4.1 2.0.1; do
	venv/bin/pip install -q --disable-pip-version-check --only-binary :all: "duckdb==$version"
	venv/bin/python compare.py
done
echo 'as described: the 200th key takes the last digit of the id'
