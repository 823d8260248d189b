# SPDX-License-Identifier: GPL-3.0-or-later
#
# examples.awk - the examples of one page: dir/LINE.cmd, and dir/LINE.want or nothing
#
# A page is a manual page (.Bd -literal) or Markdown (text indented by four columns).
# A block without "$ " that runs filters is written whole, without .want, as the
# script that it is: a crontab's times, a CI job's YAML around it are taken away.

function plain(s)
{
	sub(/^\\&/, "", s)
	gsub(/\\&/, "", s)
	gsub(/\\-/, "-", s)
	gsub(/\\\(aq/, "'", s)
	gsub(/\\\(dq/, "\"", s)
	gsub(/\\\(ga/, "`", s)
	gsub(/\\\(ha/, "^", s)
	gsub(/\\\(ti/, "~", s)
	gsub(/\\\(rs/, "\\", s)
	gsub(/\\e/, "\\", s)
	return s
}

function finish()
{
	if (cmd != "")
		close(cmd)
	if (want != "")
		close(want)
	cmd = want = ""
}

function add_line(s)
{
	if (first == 0)
		first = NR
	if (s ~ /^ *(- )?run: \|$/) {
		script = ""
		runs = 0
		return
	}
	if (s ~ /^ *script:$/) {
		script = ""
		job = 1
	}
	if (job && s !~ /^ *- cx/)
		return
	sub(/^ *- cx/, "cx", s)
	sub(/^[*\/0-9]+ [*0-9]+ \* \* \* +/, "", s)
	# Not every sh has it; each filter's status is looked at anyway.
	sub(/^set -o pipefail$/, ":", s)
	if (s ~ /(^|[|(]) *cx[a-z]+( |$)/)
		runs = 1
	script = script s "\n"
}

function end_block()
{
	finish()
	if (runs && !prompts) {
		cmd = sprintf("%s/%05d.cmd", dir, first)
		printf "%s", script > cmd
		close(cmd)
		cmd = ""
	}
	inside = first = runs = prompts = job = 0
	script = ""
}

FNR == 1 { markdown = FILENAME ~ /\.md$/ }
markdown && /^    / { inside = 1; add_line(substr($0, 5)); next }
markdown && !/^$/ { end_block() }
markdown { next }
# Of engines, which may be absent: tests/engines/run.py.
/^\.\\" engine: / { elsewhere = 1; next }
/^\.Bd.*-literal/ { inside = !elsewhere; elsewhere = 0; next }
/^\.Ed/ { end_block(); next }
!inside || /^\.(\\"|$)/ { next }
{ line = plain($0) }
line ~ /^\$ / {
	finish()
	prompts = 1
	cmd = sprintf("%s/%05d.cmd", dir, NR)
	want = sprintf("%s/%05d.want", dir, NR)
	printf "" > want
	print substr(line, 3) > cmd
	body = 0
	next
}
cmd != "" && !body && line ~ /^> / { print substr(line, 3) > cmd; next }
cmd != "" { body = 1; print line > want; next }
{ add_line(line) }
END { end_block() }
