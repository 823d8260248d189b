#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tsv-split-in-user-agents - a table of days and user agents, cut inside the agents
#
# Surprise: DuckDB's reader of CSV, asked for a clean tab-separated table of two columns, the day
# and the user agent, takes ";" for what separates: the agents have three of them, and more columns
# win.  The header is skipped as a line before the table, the first row becomes the header, and
# 29 of 30 rows are read as four columns.  Nothing is said.  The same with lists such as
# "10.0.0.1;10.0.1.1" beside a path.
#
# Version: duckdb 2.0.1 (Python).
#
# Promised: "auto detection" of the dialect by read_csv and sniff_csv; a file named .tsv gives no
# hint.
#
# So: name the separator when a program reads tables of web logs: read_csv(FILE, delim='\t').
# Ours is looked for in the header, which has none of the marks that are in agents.
#
# Needs python3 >= 3.10 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --only-binary :all: duckdb==2.0.1
cat >table.py <<'END'
import sys
import duckdb

agent = 'Mozilla/5.0 (X11; U; Linux x86_64; en-US)'
with open('agents.tsv', 'w') as f:
    f.write('day\tuser_agent\n')
    for day in range(1, 31):
        f.write(f'2026-11-{day:02}\t{agent}\n')
found = duckdb.sql("SELECT Delimiter, SkipRows FROM sniff_csv('agents.tsv')").fetchall()[0]
rows = duckdb.sql("FROM read_csv('agents.tsv')").fetchall()
named = duckdb.sql("FROM read_csv('agents.tsv', delim = '\t')").fetchall()
print(f'a header and 30 rows of two columns, with tabs between')
print(f'found: separator {found[0]!r}, {found[1]} line before the table; '
      f'{len(rows)} rows of {len(rows[0])} columns')
print(f'named: {len(named)} rows of {len(named[0])} columns')
sys.exit(not (found == (';', 1) and (len(rows), len(rows[0])) == (29, 4)
              and (len(named), len(named[0])) == (30, 2)))
END
venv/bin/python table.py
echo 'as described: cut inside the user agents, a row short'
