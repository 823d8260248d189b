# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# states.sh - for scripts/bench: what saved states cost beside one run, and how fast they are
# put together
#
# Sourced.  Answers are compared first.  Shards are measured in seconds of the processor, as
# machines that each have some of them pay for it; timeit waits for the filter alone, so that
# no shell between them counts.
: "${dir:?scratch directory}" "${rounds:?}" "${mb:?}" "${ours:?}" "${goal_rounds:?}" "${pin?}"
few_metrics='n = count(), errors = rate(status >= 500), p95 = p95(duration_ms)'

case_shards() {
	whole=$(input fixed.ndjson)
	printf '\n### One run in parts, each a process: count, error rate, p95 by route and minute, 1 core\n\n'
	echo "${whole##*/}: $(lines_of "$whole") lines, $(bytes_of "$whole") bytes; seconds of the processor."
	printf '\n| parts | MB each | known by | one run | the parts | more, %% | spread | the merge | more with it, %% |\n'
	echo '|---:|---:|---|---:|---:|---:|---:|---:|---:|'
	for n in ${BENCH_SHARDS:-10 100}; do
		mkdir "$dir/shards"
		split -a 4 -n "l/$n" "$whole" "$dir/shards/part."
		for part in "$dir"/shards/part.*; do reread "$part"; done
		shards "$n" lines || failed=yes
		shards "$n" name || failed=yes
		rm -rf "$dir/shards"
	done
	[ -z "${failed-}" ]
}

# spent OUTPUT COMMAND...: seconds of the processor; the command writes to OUTPUT
spent() {
	output=$1
	shift
	# shellcheck disable=SC2086 # the core to stay on
	${pin}timeit -o "$output" 1 /dev/null "$@" >"$dir/spent" && awk '{ print $2 }' "$dir/spent"
}

# shard_round HOW - one run, its parts, the merge of their states: their seconds, a line each
shard_round() {
	spent "$dir/one.out" cxstat -j 1 -b route -w 1m "$few_metrics" "$dir"/shards/part.???? || return
	for part in "$dir"/shards/part.????; do
		known=''
		[ "$1" = lines ] || known="--part ${part##*/}"
		# shellcheck disable=SC2086 # an option and its value
		spent "$part.state" cxstat -j 1 -b route -w 1m --max-bad 100% --partial $known \
		    "$few_metrics" "$part" || return
	done
	spent "$dir/merged.out" cxstat -j 1 --merge "$dir"/shards/part.*.state
}

# shards N HOW - N parts, known by their lines or each by its name
shards() {
	: >"$dir/shards.t"
	if ! shard_round "$2" >"$dir/round" || ! cmp "$dir/one.out" "$dir/merged.out"; then
		echo "bench: $1 shards: another answer than one run, not timed" | tee -a "$dir/said" >&2
		return 1
	fi
	round=0
	while [ "$round" -lt "$rounds" ]; do
		round=$((round + 1))
		if ! shard_round "$2" >"$dir/round"; then
			echo "bench: $1 shards: round $round failed, left out" | tee -a "$dir/said" >&2
			return 1
		fi
		awk '{ last = $1; sum += $1 } NR == 1 { one = $1 }
		END { print one, sum - one - last, last, 100 * ((sum - one - last) / one - 1),
		    100 * ((sum - one) / one - 1) }' "$dir/round" >>"$dir/shards.t"
	done
	awk -v n="$1" -v how="$2" -v bytes="$(bytes_of "$whole")" -v one="$(median 1 <"$dir/shards.t")" \
	    -v parts="$(median 2 <"$dir/shards.t")" -v merge="$(median 3 <"$dir/shards.t")" \
	    -v more="$(median 4 <"$dir/shards.t")" -v all="$(median 5 <"$dir/shards.t")" '
	{ least = NR == 1 || $4 < least ? $4 : least; most = NR == 1 || $4 > most ? $4 : most }
	END {
		printf "| %d | %.1f | %s | %.3f | %.3f | %.1f | %.1f-%.1f | %.3f | %.1f |\n", n,
		    bytes / n / 1e6, how, one, parts, more, least, most, merge, all
	}' "$dir/shards.t"
}

# states BIN DIR: a file of states for each MB of BENCH_MB, by cxstat of BIN; of 84,000
# records, a dozen in each of some 5,500 groups, which are the same in all files
states() {
	mkdir "$2"
	i=0
	while [ "$i" -lt "$mb" ]; do
		i=$((i + 1))
		gen_data --lines 84000 --seed "$i" --rate 9 --members fixed --name route |
		    "$1/cxstat" -j 1 -b route -w 1m --partial "$few_metrics" >"$2/$i.state" || return 1
	done
	cat "$2"/*.state >"$2.all"
}

case_merge() {
	states "$BUILD/bin" "$dir/states"
	all=$dir/states.all
	n=$(cxstat --merge -j 1 "$dir/states"/* | wc -l)
	case_begin "$mb files of saved states merged: count, error rate, p95 by route and minute" "$all"
	row 'cxstat --merge -j 1' "$ours" - "$all" "count:$n" "exec ${pin}cxstat --merge -j 1 $dir/states/*"
	row 'cxstat --merge -j 2 (2 cores)' "$ours" - "$all" "count:$n" "exec cxstat --merge -j 2 $dir/states/*"
	row 'cxstat --merge -j 1, all in one file' "$ours" - "$all" "count:$n" "exec ${pin}cxstat --merge -j 1 \$F"
	case_end
	merge_old
	rm -rf "$dir"/states*
}

# Against the filters of BENCH_OLD, which merge states of their own.
merge_old() {
	old=${BENCH_OLD-}
	[ -n "$old" ] || return 0
	[ -d "$dir/old" ] || revision old "$old"
	states "$dir/old/bin" "$dir/states.old" || return 1
	goals_begin "$goal_rounds rounds, load average $(load)"
	for j in 1 2; do
		one=''
		[ "$j" -gt 1 ] || one=$pin
		now="exec ${one}cxstat --merge -j $j $dir/states/*"
		was="PATH=$dir/old/bin:\$PATH; exec ${one}cxstat --merge -j $j $dir/states.old/*"
		bare "$now" >"$dir/new.answer"
		bare "$was" >"$dir/old.answer"
		equal "merge -j $j" cmp "$dir/old.answer" "$dir/new.answer" || return 1
		goal "states merged, -j $j" "$old" 3 "exec cxstat 'count()' \$F" "$now" /dev/null \
		    "PATH=$dir/old/bin:\$PATH; exec cxstat 'count()' \$F" "$was" /dev/null
	done
}
