# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# goals.sh - for scripts/bench: how many times as fast as a peer, or as an older build of
# ours, each job is, against what it is to be
#
# Sourced.  Ours and the peer run in turn, round by round; starts are taken off; of the
# ratios of the rounds the median and its 95 % interval, from their order alone, are told.
# A goal holds when the lower end reaches it.  Beside it the median ratio of processor
# seconds, which others on the machine disturb less.
: "${dir:?scratch directory}" "${bench:?tests/bench}" "${python:?}" "${metrics:?}" "${log:?}"
: "${timed:?}" "${ask_duckdb:?}" "${ask_clickhouse:?}" "${duckdb?}" "${clickhouse?}" "${pin?}"
goal_rounds=${BENCH_ROUNDS:-9} seed=${BENCH_SEED:-1}

goals_begin() {
	printf '\n### Goals: %s\n\n' "$1"
	echo '| job | against | times as fast | 95 % of the median | CPU | goal | holds |'
	echo '|---|---|---:|---:|---:|---:|---|'
}

# once COMMAND FILE: seconds of one run that ended with 0, and those of the processor
once() {
	F=$2 timeit 1 "$2" sh -c "$1" >"$dir/once" &&
	    awk '$4 != 0 { exit 1 } { printf "%s %s ", $1, $2 }' "$dir/once"
}

# goal JOB PEER GOAL OURS-START OURS FILE PEER-START PEER PEER-FILE: commands are shell
# text that reads $F
goal() {
	: >"$dir/goal.t"
	round=0
	while [ "$round" -lt "$goal_rounds" ]; do
		round=$((round + 1))
		if ! { once "$4" /dev/null && once "$5" "$6" && once "$7" /dev/null && once "$8" "$9" &&
		    echo; } >>"$dir/goal.t"; then
			echo "bench: $1: round $round failed, left out" | tee -a "$dir/said" >&2
			return 0
		fi
	done
	# Two numbers each: of our start, our run, the peer's start, its run.
	spent=$(awk '$4 > $2 && $8 > $6 { print ($8 - $6) / ($4 - $2) }' "$dir/goal.t" | median 1)
	awk '$3 > $1 && $7 > $5 { print ($7 - $5) / ($3 - $1) }' "$dir/goal.t" | sort -g |
	    job=$1 awk -v peer="$2" -v goal="$3" -v spent="$spent" '
	{ x[NR] = $1 }
	END {
		# From the k-th value to the k-th from above: that of n tosses fewer than k
		# are heads has a probability of at most 2.5 %.
		p = 0.5 ^ NR
		for (k = 0; NR > 0 && (sum += p) <= 0.025; k++)
			p *= (NR - k) / (k + 1)
		low = k > 0 ? x[k] : 0
		high = k > 0 ? x[NR + 1 - k] : 0
		middle = NR % 2 ? x[(NR + 1) / 2] : (x[NR / 2] + x[NR / 2 + 1]) / 2
		printf "| %s | %s | %.2f | %.2f-%.2f | %.2f | %s | %s |\n", ENVIRON["job"], peer, middle,
		    low, high, spent, goal, k == 0 ? "not known" : low >= goal ? "yes" : "**no**"
	}'
}

# equal WHAT COMMAND...: says so when an answer differs
equal() {
	what=$1
	shift
	"$@" >"$dir/differs" 2>&1 && return
	{ echo "bench: $what: another answer than expected, not timed"; cat "$dir/differs"; } |
	    tee -a "$dir/said" >&2
	return 1
}

# goal_pair JOB GOAL-DUCKDB GOAL-CLICKHOUSE THREADS QUERY CLICKHOUSE-QUERY FILE KEY OURS PIN
goal_pair() {
	printf '%s\n' "$9" >"$dir/cmd"
	equal "$1" check "$8:sketch" "$7" "$dir/cmd" || return 0
	idle="${10}cxstat -j 1 'count()' \$F"
	if [ -n "$duckdb" ]; then
		peer="exec ${10}$ask_duckdb $4 $5 \$F"
		printf '%s\n' "$peer" >"$dir/cmd"
		equal "$1, DuckDB" check "$8:rank" "$7" "$dir/cmd" &&
		    goal "$1" "DuckDB $duckdb" "$2" "$idle" "$9" "$7" "$ask_duckdb 1 start -" "$peer" "$7"
	fi
	if [ -n "$clickhouse" ] && [ "$3" != - ]; then
		clean=$(input "$(basename "$7" .ndjson)-clean.ndjson")
		peer="exec ${10}$ask_clickhouse $4 $6 \$F"
		printf '%s\n' "$peer" >"$dir/cmd"
		equal "$1, ClickHouse" check "$8:rank" "$clean" "$dir/cmd" &&
		    goal "$1" "ClickHouse $clickhouse" "$3" "$idle" "$9" "$7" \
		        "$ask_clickhouse 1 start -" "$peer" "$clean"
	fi
}

# bare COMMAND: its results without the intervals, whose method may be another since
bare() { sh -c "$1" 2>/dev/null | sed 's/,"[a-z0-9_]*_[lh][oi]":[^,}]*//g'; }

# goal_old JOB GOAL FILE OLD-COMMAND COMMAND: against the filters of BENCH_OLD, in $dir/old/bin
goal_old() {
	[ -n "$old" ] || return 0
	F=$3 PATH=$dir/old/bin:$PATH bare "$4" >"$dir/old.answer"
	F=$3 bare "$5" >"$dir/new.answer"
	equal "$1" cmp "$dir/old.answer" "$dir/new.answer" || return 0
	goal "$1" "$old" "$2" "cxstat 'count()' \$F" "$5" "$3" \
	    "PATH=$dir/old/bin:\$PATH; cxstat 'count()' \$F" "PATH=$dir/old/bin:\$PATH; $4" "$3"
}

# instructions COMMAND...: for one record of $F, as tests/cost counts them
instructions() {
	for n in 2000 20000; do
		sed "${n}q" "$F" >"$dir/few"
		valgrind --tool=callgrind --callgrind-out-file="$dir/calls" "$@" "$dir/few" \
		    >/dev/null 2>&1 || return 1
		sed -n 's/^totals: //p' "$dir/calls"
	done | awk '{ x[NR] = $1 } END { printf "%.0f\n", (x[2] - x[1]) / 18000 }'
}

# goal_cost JOB GOAL FILE ARGUMENTS...: instructions of cxstat against those of BENCH_OLD
goal_cost() {
	if [ -z "$old" ] || ! have valgrind; then return 0; fi
	job=$1 wanted=$2 F=$3
	shift 3
	now=$(instructions "$BUILD/bin/cxstat" -j 1 "$@")
	was=$(instructions "$dir/old/bin/cxstat" -j 1 "$@")
	job=$job awk -v goal="$wanted" -v now="$now" -v was="$was" -v old="$old" 'BEGIN {
		printf "| %s: %d instructions a record, before %d | %s | %.2f | exact | - | %s | %s |\n",
		    ENVIRON["job"], now, was, old, was / now, goal, was / now >= goal ? "yes" : "**no**"
	}'
}

# singles JOB FILE ARGUMENTS...: how many records went alone, at most, as callgrind counts
# the batches: a of them alone and the others in full ones of 64 make (64 batches - n) / 63
singles() {
	have valgrind || return 0
	job=$1
	sed 20000q "$2" >"$dir/few"
	shift 2
	valgrind --tool=callgrind --callgrind-out-file="$dir/calls" cxstat -j 1 "$@" "$dir/few" \
	    >/dev/null 2>&1 || return 1
	# "cfn=(id) name", the name the first time only; then "calls=count ..."
	job=$job awk -v n="$(grep -c '[0-9}]$' "$dir/few")" '
	/^cfn=/ {
		id = substr($1, 5)
		if ($2 != "")
			name[id] = $2
	}
	/^fn=/ && $2 != "" { name[substr($1, 4)] = $2 }
	/^calls=/ && name[id] ~ /^(json_fill|fill_batch)$/ { count[id] += substr($1, 7) }
	END {
		for (id in count)
			batches = count[id] > batches ? count[id] : batches
		a = batches > 0 ? (64 * batches - n) / 63 : n
		printf "| %s | batches counted | %.2f %% | exact | - | < 1 %% | %s |\n",
		    ENVIRON["job"],
		    100 * a / n, a < n / 100 ? "yes" : "**no**"
	}' "$dir/calls"
}

goals_fixed() {
	j=$(input fixed.ndjson) l=$(input timed.log)
	goals_begin "$goal_rounds rounds, load average $(load)"
	goal_pair 'count, error rate, p50, p95, p99 by route and minute, 1 core' 4.5 8 1 stats stats \
	    "$j" route "exec $pin$(stat '-j 1' route) \$F" "$pin"
	goal_pair 'the same, 2 threads' 4.5 8 2 stats stats "$j" route "exec $(stat '-j 2' route) \$F" ''
	m=$(input mixed.ndjson)
	goal_pair 'the same, eight orders of members, 1 core' 4 - 1 stats - "$m" route \
	    "exec $pin$(stat '-j 1' route) \$F" "$pin"
	goal_pair 'six fields, with sum and distinct, 1 core' 4 - 1 users - "$j" route \
	    "exec ${pin}cxstat -j 1 -b route -w 1m '$metrics, bytes = sum(bytes), users = distinct(user_id)' \$F" "$pin"
	goal_pair 'many groups, by user and minute, 1 core' 3 - 1 groups - "$j" user_id \
	    "exec $pin$(stat '-j 1' user_id) \$F" "$pin"
	goal_gz "$j" "$(input fixed.ndjson.gz)"
	ours="exec $pin$(stat "-j 1 $log" method) \$F"
	goal_old 'nginx log to statistics, 1 core' 1.6 "$l" "$ours" "$ours"
	ours="cxparse --for '$metrics, method' --framed $log \$F | $(stat '' method)"
	goal_old 'cxparse --for --framed \| cxstat, 2 cores' 2.2 "$l" \
	    "cxparse $log \$F | $(stat '' method)" "$ours"
	ours="exec $pin$(stat '-j 1' route) \$F"
	goal_old 'NDJSON to statistics, 1 core' 2 "$j" "$ours" "$ours"
	goal_cost 'NDJSON to statistics' 2 "$j" -b route -w 1m "$metrics"
	goal_cost 'nginx log to statistics' 1.6 "$l" -f nginx --log-format "$timed" -b method -w 1m "$metrics"
	singles 'records outside batches: NDJSON' "$j" -b route -w 1m "$metrics"
	singles 'records outside batches: eight orders' "$m" -b route -w 1m "$metrics"
	singles 'records outside batches: nginx log' "$l" -f nginx --log-format "$timed" -b method \
	    -w 1m "$metrics"
}

goal_gz() {
	[ -n "$duckdb" ] || return 0
	goal 'gzip content, 1 core' "DuckDB $duckdb" 3 "${pin}cxstat -j 1 'count()' \$F" \
	    "exec $pin$(stat '-j 1' route) \$F" "$2" "$ask_duckdb 1 start -" \
	    "exec $pin$ask_duckdb 1 stats \$F" "$2"
	goal 'gzip content, 2 threads' "DuckDB $duckdb" 3 "cxstat 'count()' \$F" \
	    "exec $(stat '-j 2' route) \$F" "$2" "$ask_duckdb 1 start -" \
	    "exec $ask_duckdb 2 stats \$F" "$2"
}

load() { uptime | sed 's/.*average[s]*: *//; s/,.*//'; }

# Queries that nobody has chosen, each at least 80 % of what its kind is to reach.
goals_drawn() {
	[ -n "$duckdb" ] || return 0
	j=$(input fixed.ndjson) q=$dir/queries
	mkdir -p "$q"
	"$python" -B "$bench/queries.py" draw "$seed" 10 "$q"
	goals_begin "ten queries drawn by seed $seed, 1 core; 80 % of their kind's goal; load average $(load)"
	i=0
	while [ "$i" -lt 10 ]; do
		i=$((i + 1))
		goal_drawn "$(sed 's/|/\\|/g' "$q/$i.name")" "$(cat "$q/$i.cx")"
	done
}

# answer FILE COMMAND: what it writes, to a file
answer() { F=$2 sh -c "$3" >"$1" 2>/dev/null; }

goal_drawn() { # NAME ARGUMENTS
	ours="exec ${pin}cxstat -j 1 $2 \$F" idle="${pin}cxstat -j 1 'count()' \$F"
	answer "$q/ours" "$j" "$ours"
	answer "$q/theirs" "$j" "$ask_duckdb 2 sql:$q/$i.exact \$F"
	equal "$1" "$python" -B "$bench/queries.py" same "$q" "$i" "$q/ours" "$q/theirs" || return 0
	wanted=$(awk '{ print $1 * 0.8 }' "$q/$i.goal")
	peer="exec $pin$ask_duckdb 1 sql:$q/$i.duckdb \$F"
	goal "$1" "DuckDB $duckdb" "$wanted" "$idle" "$ours" "$j" "$ask_duckdb 1 start -" "$peer" "$j"
	[ -n "$clickhouse" ] || return 0
	clean=$(input fixed-clean.ndjson)
	peer="exec $pin$ask_clickhouse 1 sql:$q/$i.clickhouse \$F"
	answer "$q/theirs" "$clean" "$peer"
	equal "$1, ClickHouse" "$python" -B "$bench/queries.py" near "$q" "$i" "$q/ours" "$q/theirs" ||
	    return 0
	goal "$1" "ClickHouse $clickhouse" 6.4 "$idle" "$ours" "$j" "$ask_clickhouse 1 start -" "$peer" \
	    "$clean"
}

case_goals() {
	old=${BENCH_OLD-}
	if [ -n "$old" ]; then revision old "$old"; fi
	goals_fixed
	goals_drawn
}
