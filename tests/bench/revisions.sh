# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# revisions.sh - for scripts/bench: the filters of two revisions, in turn
#
# Sourced.  Each is built from an archive of its own, with the same flags; "." is the
# work tree as it is.
: "${dir:?}" "${rounds:?}" "${top:?}" "${metrics:?}" "${log:?}" "${timed:?}" "${mb:?}" "${cpu:?}"

compare_revisions() {
	[ $# -eq 2 ] || { echo 'usage: bench OLD NEW' >&2; return 2; }
	revision old "$1"
	revision new "$2"
	printf '## %s against %s\n\n%s MB of NDJSON, %s CPUs, %s; medians of %s rounds\n\n' "$2" "$1" \
	    "$mb" "$(getconf _NPROCESSORS_ONLN)" "$cpu" "$rounds"
	echo '| | MB/s old | MB/s new | spread old | spread new | new / old | answers |'
	echo '|---|---:|---:|---:|---:|---:|---|'
	j=$(input fixed.ndjson) m=$(input mixed.ndjson) l=$(input timed.log)
	input fixed.ndjson.gz >/dev/null
	both 'stats by route and minute, 1 thread' "$j" "$(stat '-j 1' route) \$F"
	both 'the same, 2 threads' "$j" "$(stat '-j 2' route) \$F"
	both 'the same, from a pipe' "$j" "cat \$F | $(stat '' route)"
	both 'the same, eight shapes' "$m" "$(stat '-j 1' route) \$F"
	both 'the same, gzip' "$j" "$(stat '' route) \$F.gz"
	both 'also sum(bytes), distinct(user_id)' "$j" \
	    "cxstat -j 1 -b route -w 1m '$metrics, sum(bytes), distinct(user_id)' \$F"
	both 'many groups' "$j" "$(stat '-j 1' user_id) \$F"
	both 'cxselect, a predicate' "$j" "cxselect -j 1 -e 'status >= 500' \$F"
	both 'cxselect, three fields' "$j" "cxselect -j 1 --fields timestamp,path,status \$F"
	both 'log to NDJSON, 1 thread' "$l" "cxparse -j 1 $log \$F"
	both 'log to NDJSON, 2 threads' "$l" "cxparse -j 2 $log \$F"
	both 'stats from the log' "$l" "$(stat "-j 1 $log" method) \$F"
	both 'cxparse \| cxstat' "$l" "cxparse $log \$F | $(stat '' method)"
}

# revision NAME REV: its filters, in $dir/NAME/bin
revision() {
	tree=$top
	if [ "$2" != . ]; then
		tree=$dir/$1.tree
		mkdir "$tree"
		git archive --format=tar "$2" >"$dir/$1.tar" && tar -xf "$dir/$1.tar" -C "$tree"
	fi
	echo "bench: building $2" >&2
	make -s -C "$tree" -j"$(getconf _NPROCESSORS_ONLN)" BUILD="$dir/$1" all >&2
}

# both NAME FILE COMMAND: the command with the filters of each
both() {
	printf '%s\n' "$3" >"$dir/cmd"
	for side in old new; do
		: >"$dir/$side.t"
		F=$2 PATH=$dir/$side/bin:$PATH sh "$dir/cmd" >"$dir/$side.out" 2>/dev/null ||
		    { echo "| $1 | fails in the $side one | | | | | |"; return 0; }
	done
	same=equal
	cmp -s "$dir/old.out" "$dir/new.out" || same='**differ**'
	round=0
	while [ "$round" -lt "$rounds" ]; do
		round=$((round + 1))
		for side in old new; do
			F=$2 PATH=$dir/$side/bin:$PATH timeit 1 "$2" sh "$dir/cmd" >>"$dir/$side.t"
		done
	done
	awk -v name="$1" -v same="$same" -v bytes="$(bytes_of "$2")" \
	    -v old="$(median 1 <"$dir/old.t")" -v new="$(median 1 <"$dir/new.t")" '
	{ k = FILENAME ~ /new[.]t$/; x = bytes / $1 / 1e6 }
	!(k in least) || x < least[k] { least[k] = x }
	x > most[k] { most[k] = x }
	END {
		printf "| %s | %.0f | %.0f | %.0f-%.0f | %.0f-%.0f | %.2f | %s |\n", name,
		    bytes / old / 1e6, bytes / new / 1e6, least[0], most[0], least[1], most[1], old / new, same
	}' "$dir/old.t" "$dir/new.t"
}
