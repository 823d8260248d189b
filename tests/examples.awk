# SPDX-License-Identifier: GPL-3.0-or-later
#
# examples.awk - from one manual page write dir/LINE.cmd and dir/LINE.want

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

/^\.Bd.*-literal/ { inside = 1; next }
/^\.Ed/ { inside = 0; finish(); next }
!inside || /^\.(\\"|$)/ { next }
{ line = plain($0) }
line ~ /^\$ / {
	finish()
	cmd = sprintf("%s/%05d.cmd", dir, NR)
	want = sprintf("%s/%05d.want", dir, NR)
	printf "" > want
	print substr(line, 3) > cmd
	body = 0
	next
}
cmd != "" && !body && line ~ /^> / { print substr(line, 3) > cmd; next }
cmd != "" { body = 1; print line > want }
END { finish() }
