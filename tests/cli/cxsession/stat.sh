# --stat says what cxstat says of --sessions, to the byte: any threads, splits, order, saved or not.
. "$TOP/tests/cli/draw.inc"
same() { # WHAT COMMAND
	eval "$2" > got 2>&1; status=$?
	{ cat got; echo "status $status"; } | cmp - want || { echo "not $1: $2"; return; }
	said="$said $1"
}
law() { # SEED OPTIONS METRICS GROUPING
	said=
	awk -v seed="$1" "$draw"'BEGIN { for (i = 0; i < 1500; i++)
		printf "{\"timestamp\":%d.%03d,\"user_id\":\"u%d\",\"path\":\"/%d\",\"source\":\"s%d\",\"n\":%d}\n",
		    1767261600 + int(draw() * 400000), draw() * 1000, draw() * draw() * 200,
		    draw() * 9, draw() * 3, draw() * 5 }' > in
	split -l 400 in part.
	awk -F'"user_id":"' '{ split($2, u, "\""); print u[1] "\t" $0 }' in | LC_ALL=C sort |
	    cut -f 2- > by_user
	tz=$(echo "$2" | grep -o -- '--tz [^ ]*')
	eval "cxsession --sessions $2 in" > sessions 2> /dev/null
	eval "cxstat -t start $tz $4 '$3' sessions" > want 2>&1; status=$?
	sed 's/^cxstat:/cxsession:/' want > w
	{ cat w; echo "status $status"; } > want
	same one "cxsession -j 1 --stat '$3' $4 $2 in"
	same threads "cxsession -j 3 --sessions --stat '$3' $4 $2 in"
	same pipe "cat part.ab part.ad part.aa part.ac | cxsession --stat '$3' $4 $2"
	same sorted "cxsession --sorted --stat '$3' $4 $2 by_user"
	for p in part.a?; do eval "cxsession --sessions --partial $2 $p" > "$p.state"; done
	same merged "cxsession --merge -j 2 --stat '$3' $4 part.ac.state part.aa.state part.ad.state part.ab.state"
	echo "$1:$said, $(wc -l < want) lines"
}
law 1 '' 'count()' ''
law 2 '--gap 10m' 'n = count(), bounce = rate(pages == 1), p50(duration_ms), distinct(user)' '-b engaged'
law 3 '--gap 1h' 'first(entry_page), last(exit_page), top(source, 2), mean(events)' '-w 6h'
law 4 '--gap 2h --split midnight --tz Europe/Vienna' 'sum(events), max(session_number)' '-w 1d -b source'
law 5 "--keep n,path --key-event 'n == 1'" 'hist(events), rate(key_events > 0), p95(n)' '-b path'
law 6 '' 'sum(evnts), p90(duration_ms)' '-b "hour(start)"'
law 7 '--max 3h' 'throughput(), n = count() where pages > 1' '-w 1d'
# Nothing is an answer too.
cxsession --stat 'count(), p50(duration_ms)' < /dev/null
cxsession --stat 'count()' -b engaged < /dev/null
cxsession --sorted --stat 'count()' < /dev/null
# What cannot be.
for o in '-b engaged' '-w 1d' "--stat 'count()' --partial" "--stat 'count('" "--stat 'n = count(), n = sum(events)'" \
    "--stat 'count()' -b 'count = engaged'" "--stat 'kind = count()'" "--stat 'count()' -w 5x" \
    "--stat 'count()' -b 'lower('"; do
	eval "cxsession $o in"; echo "status $?"
done
cxsession --partial in > records.state
cxsession --merge --stat 'count()' records.state; echo "status $?"
# A failed write is one here too.
cxsession --stat 'count()' in > /dev/full; echo "status $?"

#> 1: one threads pipe sorted merged, 2 lines
#> 2: one threads pipe sorted merged, 3 lines
#> 3: one threads pipe sorted merged, 21 lines
#> 4: one threads pipe sorted merged, 19 lines
#> 5: one threads pipe sorted merged, 10 lines
#> 6: one threads pipe sorted merged, 26 lines
#> 7: one threads pipe sorted merged, 7 lines
#> {"kind":"stat","count":0,"p50_duration_ms":null,"p50_duration_ms_lo":null,"p50_duration_ms_hi":null,"p50_duration_ms_n":0,"p50_duration_ms_method":"nearest-rank"}
#> {"kind":"stat","count":0}
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#2> cxsession: --by needs --stat
#2> try 'cxsession --help'
#2> cxsession: --window needs --stat
#2> try 'cxsession --help'
#2> cxsession: --stat does not go with --partial
#2> try 'cxsession --help'
#2> cxsession: --stat, column 7: count() takes no arguments: sum(if(CONDITION, 1, 0)) counts some of the records
#2>   count(
#2>         ^
#2> cxsession: --stat, column 14: 'n' is the name at column 1 too, write NAME = in front of one
#2>   n = count(), n = sum(events)
#2>                ^
#2> cxsession: two results are called 'count': name one of them (new = ...)
#2> try 'cxsession --help'
#2> cxsession: the name 'kind' is taken: choose another
#2> try 'cxsession --help'
#2> cxsession: --window: expected a window like 5m (units ms s m h d w mo), got '5x'
#2> cxsession: --by, column 7: expected a value, found end of text
#2>   lower(
#2>         ^
#2> cxsession: --stat is of sessions: these are states of records (--partial without --sessions)
#2> try 'cxsession --help'
#2> cxsession: write error: No space left on device
