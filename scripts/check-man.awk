# SPDX-License-Identifier: GPL-3.0-or-later
#
# check-man.awk NAME.dump... PAGE... - the filters, as --dump-options shows each, against the
# manual: the options, and the rows that the help lists
#
# An option is documented by ".It Fl o , Fl Fl output ..." (or "Fl -output"), those that
# filters share in cxutils(7) instead, if one likes.  Every filter has a page.
#
# The rows of a registry (base/registry.h) are the items of a list in some page, ".It Cm csv"
# or ".It Fn len x"; the list stands behind a line
#	.\" rows: output
# Several lists of a page are one, "; also NAME..." in that line names items that are no rows.

function say(text)
{
	if (!(text in said))
		print text
	said[text] = 1
	bad = 1
}

function member(key,    v)
{
	if (!match($0, "\"" key "\":\"[^\"]*\""))
		return ""
	v = substr($0, RSTART + length(key) + 4, RLENGTH - length(key) - 5)
	return v
}

# ---- what the filters say ----

function option(name, label)
{
	if ((name, label) in all)
		say(name ": twice in the option table: " label)
	all[name, label] = any[label] = 1
	if (/"shared":false/)
		own[name, label] = 1
}

FNR == 1 {
	where = FILENAME
	is_dump = where ~ /[.]dump$/
	sub(/.*\//, "", where)
	sub(/[.]dump$/, "", where)
	if (is_dump)
		filter[where] = 1
	else
		page[FILENAME] = where
	depth = listing = 0
}

is_dump && /"long":/ {
	options[where]++
	if (member("short") != "")
		option(where, "-" member("short"))
	if (member("long") != "")
		option(where, "--" member("long"))
}

is_dump && /"rows_of":/ {
	what = member("rows_of")
	registry[what] = 1
	match($0, /"names":\[[^]]*/)
	n = split(substr($0, RSTART + 9, RLENGTH - 9), part, ",")
	for (i = 1; i <= n; i++) {
		gsub(/"/, "", part[i])
		row[what, part[i]] = 1
	}
}

# ---- what the pages say ----

!is_dump && /^\.\\" rows: / {
	what = $0
	sub(/^\.\\" rows: /, "", what)
	also = what
	if (sub(/;.*/, "", what) && sub(/.*; also /, "", also)) {
		n = split(also, part, " ")
		for (i = 1; i <= n; i++)
			exempt[what, part[i]] = 1
	}
	list[FILENAME, what] = 1
	listing = depth + 1
}
!is_dump && /^\.Bl / { depth++ }
!is_dump && /^\.El/ { if (depth-- == listing) listing = 0 }

!is_dump && /^\.It/ && depth == listing && depth > 0 {
	for (i = 3; i <= NF; i++) {
		if ($(i - 1) != "Cm" && $(i - 1) != "Fn" && $(i - 1) != ",")
			continue
		if ($i == "Fn" || $i == "Cm")
			continue
		item[FILENAME, what, $i] = 1
		# A function has arguments up to the comma; other items stand side by side.
		while (i < NF && $2 == "Fn" && $(i + 1) != ",")
			i++
		if ($(i + 1) != ",")
			break
		i++
	}
}

!is_dump && /^\.It (.* )?Fl / {
	for (i = 2; i <= NF; i++) {
		if ($i != "Fl")
			continue
		label = $(i + 1) == "Fl" ? "--" $(i + 2) : "-" $(i + 1)
		i += $(i + 1) == "Fl" ? 2 : 1
		gsub(/\\-/, "-", label)
		sub(/=.*/, "", label)
		doc[FILENAME, label] = 1
		if (FILENAME ~ /cxutils[.]7$/)
			shared[label] = FILENAME
	}
}

# ---- whether they agree ----

END {
	for (p in page)
		at[page[p]] = p
	for (name in filter) {
		if (!((name ".1") in at))
			say(name ": expected man/" name ".1")
		if (options[name] == 0)
			say(name ": --dump-options lists no options")
	}
	for (key in all) {
		split(key, part, SUBSEP)
		if (!((part[1] ".1") in at))
			continue
		p = at[part[1] ".1"]
		if (!((p, part[2]) in doc) && (key in own))
			say(p ": not documented: " part[2])
		else if (!((p, part[2]) in doc) && !(part[2] in shared))
			say(p ": documented neither here nor in cxutils(7): " part[2])
	}
	for (key in doc) {
		split(key, part, SUBSEP)
		name = page[part[1]]
		sub(/[.]1$/, "", name)
		if ((name in filter) && !((name, part[2]) in all))
			say(part[1] ": no such option: " part[2])
	}
	for (label in shared)
		if (!(label in any))
			say(shared[label] ": no filter has the option " label)
	for (key in list) {
		split(key, part, SUBSEP)
		listed[part[2]] = 1
		if (!(part[2] in registry))
			say(part[1] ": rows: " part[2] ": no filter lists any")
		for (r in row) {
			split(r, what_row, SUBSEP)
			if (what_row[1] == part[2] && !((part[1], r) in item))
				say(part[1] ": not documented: " part[2] " " what_row[2])
		}
	}
	for (key in item) {
		split(key, part, SUBSEP)
		if (!((part[2], part[3]) in row) && !((part[2], part[3]) in exempt))
			say(part[1] ": no such " part[2] ": " part[3])
	}
	for (what in registry)
		if (!(what in listed))
			say("no page has a list \"rows: " what "\"")
	exit bad
}
