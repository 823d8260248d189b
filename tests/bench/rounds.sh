# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# rounds.sh - for scripts/bench: competitors of one case, their answers compared,
# then timed in turn, round by round; a table of medians
#
# Sourced; the programs of $BUILD/bench are in PATH.
: "${dir:?scratch directory}" "${rounds:?}" "${bench:?tests/bench}" "${tab:?}"

# case_begin TITLE INPUT...; what was written is on its disk when rounds begin
case_begin() {
	printf '\n### %s\n\n' "$1"
	shift
	rm -f "$dir"/row.*
	sync
	rows=0 without=''
	for file in "$@"; do
		printf '%s: %s lines, %s bytes.\n\n' "${file##*/}" "$(lines_of "$file")" "$(bytes_of "$file")"
	done
}

bytes_of() { wc -c <"$1" | tr -d ' '; }

# Counted once a file.
lines_of() {
	[ -e "$1.lines" ] || wc -l <"$1" | tr -d ' ' >"$1.lines"
	cat "$1.lines"
}

# row NAME VERSION START FILE CHECK COMMAND: COMMAND, shell text, reads FILE, which is
# $F and standard input; CHECK as for check(); START is a command that does nothing but
# start, or -
row() {
	rows=$((rows + 1))
	r=$dir/row.$rows
	printf '%s' "$1" >"$r.name"
	printf '%s' "$2" >"$r.version"
	printf '%s' "$4" >"$r.file"
	printf '%s\n' "$6" >"$r.cmd"
	if check "$5" "$4" "$r.cmd" >"$r.differs" 2>&1; then
		printf '%s\n' "$3" >"$r.begin"
		: >"$r.t"
		: >"$r.start"
	else
		[ "$rows" -gt 1 ] || without=yes
		{ echo "bench: $1: another answer than expected, not timed"; cat "$r.differs"; } |
		    tee -a "$dir/said" >&2
		printf '%s: another answer than expected, not timed.\n\n' "$1"
		rows=$((rows - 1))
	fi
}

# check CHECK FILE CMD: -: nothing to compare; lines: CMD writes what FILE.json holds;
# number:N: CMD writes a line that holds the number N; count:N: it writes N lines;
# KEY:MODE: statistics by KEY and minute, see compare.awk
check() {
	case $1 in
	-) F=$2 sh "$3" <"$2" >/dev/null 2>&1 ;;
	lines) F=$2 sh "$3" <"$2" 2>/dev/null | sed 's/,"[a-z_]*":null//g' | cmp - "$2.json" ;;
	count:*) [ "$(F=$2 sh "$3" <"$2" 2>/dev/null | wc -l)" -eq "${1#count:}" ] ;;
	number:*) F=$2 sh "$3" <"$2" 2>/dev/null | grep -qw -- "${1#number:}" ;;
	*)
		reference "$2" "${1%:*}"
		F=$2 sh "$3" <"$2" 2>/dev/null | awk -v key="${1%:*}" -f "$bench/answer.awk" |
		    awk -v mode="${1#*:}" -f "$bench/compare.awk" "$2.${1%:*}" -
		;;
	esac
}

# reference FILE KEY: the exact answer, by other means than any competitor's
reference() {
	[ ! -e "$1.$2" ] || return 0
	case $1 in
	*-clean.ndjson)
		reference "${1%-clean.ndjson}.ndjson" "$2"
		ln "${1%-clean.ndjson}.ndjson.$2" "$1.$2"
		return
		;;
	esac
	awk -v key="$2" -f "$bench/extract.awk" "$1" | sort -t "$tab" -k1,1 -k2,2 -k4,4n |
	    awk -v wide=1 -f "$bench/rank.awk" >"$1.$2"
}

# median COLUMN, of lines on standard input
median() {
	awk -v column="$1" '{ print $column }' | sort -g |
	    awk '{ x[NR] = $1 } END { print NR ? x[int((NR + 1) / 2)] : 0 }'
}

# time_round FILE CMD TIMES: CMD once, whose time counts when it ended with 0
time_round() {
	F=$1 timeit 1 "$1" sh "$2" >"$dir/round.t" && awk '$4 != 0 { exit 1 }' "$dir/round.t" &&
	    cat "$dir/round.t" >>"$3"
}

# The row at hand is left out, and said to be.
row_failed() {
	: >"$r.failed"
	echo "bench: $(cat "$r.name"): round $round failed, left out" | tee -a "$dir/said" >&2
}

# case_end: the rounds, and the table; the first row is ours
case_end() {
	[ -z "$without" ] || return 1
	round=0
	while [ "$round" -lt "$rounds" ]; do
		round=$((round + 1)) i=0
		while [ "$i" -lt "$rows" ]; do
			i=$((i + 1))
			r=$dir/row.$i
			[ ! -e "$r.failed" ] || continue
			# What takes long is measured well by three rounds.
			if [ "$round" -gt 3 ] && awk '$1 > 5 { slow = 1 } END { exit !slow }' "$r.t"; then
				continue
			fi
			file=$(cat "$r.file")
			time_round "$file" "$r.cmd" "$r.t" || { row_failed; continue; }
			[ "$(cat "$r.begin")" = - ] || time_round /dev/null "$r.begin" "$r.start" || row_failed
		done
	done
	[ ! -e "$dir/row.1.failed" ] || return 1
	echo '| | version | MB/s | spread | records/s | CPU s | peak MB | time, ours = 1 |'
	echo '|---|---|---:|---:|---:|---:|---:|---:|'
	i=0
	while [ "$i" -lt "$rows" ]; do
		i=$((i + 1))
		r=$dir/row.$i
		[ ! -e "$r.failed" ] || continue
		file=$(cat "$r.file")
		table_line "$r" "$(bytes_of "$file")" "$(lines_of "$file")"
	done | awk -F '\t' '
	NR == 1 { ours = $9 }
	{
		printf "| %s | %s | %.0f | %.0f-%.0f | %.0f | %.2f | %.1f | %s |\n", $1, $2, $3, $4, $5,
		    $6, $7, $8, $9 ? sprintf($9 / ours < 10 ? "%.2f" : "%.0f", $9 / ours) : "-"
	}'
	notes
}

# table_line ROW BYTES LINES: name, version, MB/s, its least and greatest, records/s, CPU
# seconds, peak MB, seconds a byte without the start
table_line() {
	awk -v name="$(cat "$1.name")" -v version="$(cat "$1.version")" -v bytes="$2" -v lines="$3" \
	    -v start="$(median 1 <"$1.start")" -v wall="$(median 1 <"$1.t")" -v cpu="$(median 2 <"$1.t")" '
	{
		least = NR == 1 || $1 < least ? $1 : least
		greatest = $1 > greatest ? $1 : greatest
		memory = $3 > memory ? $3 : memory
	}
	END {
		# A start of more than half the time tells nothing about the rest.
		net = wall > start * 2 ? wall - start : 0
		OFS = "\t"
		print name, version, bytes / wall / 1e6, bytes / greatest / 1e6, bytes / least / 1e6,
		    lines / wall, cpu, memory * 1024 / 1e6, net / bytes
	}' "$1.t"
}

# What is not from the whole input, and what a start takes.
notes() {
	i=0 first=$(cat "$dir/row.1.file")
	while [ "$i" -lt "$rows" ]; do
		i=$((i + 1))
		r=$dir/row.$i
		[ ! -e "$r.failed" ] || continue
		file=$(cat "$r.file")
		printf '%s\t%s\t%s\n' "$(cat "$r.name")" \
		    "$([ "$file" = "$first" ] || echo "${file##*/}, $(lines_of "$file") lines")" \
		    "$(median 1 <"$r.start")"
	done | awk -F '\t' '
	$2 != "" {
		if (!($2 in names))
			order[++n] = $2
		names[$2] = names[$2] (names[$2] == "" ? "" : ", ") $1
	}
	$3 > 0 { starts = starts sprintf("%s%s %.2f s", starts == "" ? "" : ", ", $1, $3) }
	END {
		for (i = 1; i <= n; i++)
			printf "\nOf %s: %s.\n", order[i], names[order[i]]
		if (starts != "")
			printf "\nStarts, not in the last column: %s.\n", starts
	}'
}
