# SPDX-License-Identifier: GPL-3.0-or-later
#
# strip.awk - C source without comments and without the inside of literals, as
# "file:line:code"; comments go to the lines "file:line:/*text" when comments=1

function flush_line()
{
	if (comments) {
		if (text != "")
			printf "%s:%d:/*%s\n", FILENAME, FNR, text
	} else {
		printf "%s:%d:%s\n", FILENAME, FNR, code
	}
	code = text = ""
}

FNR == 1 { in_comment = 0 }
{
	line = $0
	while (line != "") {
		if (in_comment) {
			i = index(line, "*/")
			if (i == 0) {
				text = text line
				line = ""
			} else {
				text = text substr(line, 1, i - 1)
				line = substr(line, i + 2)
				in_comment = 0
				code = code " "
			}
		} else if (match(line, /\/\*|"([^"\\]|\\.)*"|'([^'\\]|\\.)*'/)) {
			token = substr(line, RSTART, RLENGTH)
			code = code substr(line, 1, RSTART - 1)
			line = substr(line, RSTART + RLENGTH)
			if (token == "/*")
				in_comment = 1
			else
				code = code substr(token, 1, 1) substr(token, 1, 1)
		} else {
			code = code line
			line = ""
		}
	}
	flush_line()
}
