# SPDX-License-Identifier: GPL-3.0-or-later
#
# match.awk WANT GOT - do the lines agree, where "..." in WANT stands for any lines?
# Trailing empty lines of WANT do not count.  Prints both when they do not agree.

FNR == NR && FILENAME == ARGV[1] { want[++w] = $0; next }
{ got[++g] = $0 }

function agree(i, j)
{
	for (; i <= w && want[i] != "..."; i++ + j++)
		if (j > g || want[i] != got[j])
			return 0
	if (i > w)
		return j > g
	if (i == w)
		return 1
	for (; j <= g + 1; j++)
		if (agree(i + 1, j))
			return 1
	return 0
}

END {
	while (w > 0 && want[w] == "")
		w--
	if (agree(1, 1))
		exit 0
	for (i = 1; i <= w; i++)
		print "want: " want[i]
	for (j = 1; j <= g; j++)
		print "got:  " got[j]
	exit 1
}
