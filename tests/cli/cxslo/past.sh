# Saved states beside a run: how failures come, and each key against its own past.
# events DAY SPIKE - a day of two routes, one of them small; SPIKE of its requests fail after HOUR
events() {
	awk -v d="$1" -v spike="$2" -v hour="$3" -v beta="$4" 'BEGIN {
		for (i = 0; i < 24000; i++) {
			r = i % 500 == 7 ? "/export" : "/"
			if (beta && i % 900 == 11) r = "/beta"
			h = int(i / 1000)
			bad = i % 127 == 3 || (r == "/export" && h >= hour && i % 1000 == 7 && h % 10 < spike)
			printf "{\"timestamp\":\"2026-11-%02dT%02d:%02d:%02dZ\",\"r\":\"%s\",\"status\":%d}\n",
			    d, h, int(i % 1000 * 60 / 1000), int(i % 1000 * 3600 / 1000) % 60, r, bad ? 404 : 200
		}
	}'
}
cat > spec.yaml <<END
slo: routes
objectives:
  - {name: refused, type: baseline, by: r, bad: status >= 400, increase: 50%, floor: 2%}
END
events 2 0 0 "" > mon
events 3 10 0 1 > tue
events 3 10 12 1 > noon
events 3 0 0 "" | grep -v export > gone
show() {
	cxselect --fields 'r,verdict,reason,n,bad,stable_n,stable_bad,times_differ,hours_differ,days_differ,p_holm'
}
cxslo --partial -o mon.state spec.yaml mon
# a route that fails, one that is new, and the rest
cxslo --baseline-file mon.state spec.yaml tue | show
echo "status $?"
cxslo --baseline-file mon.state spec.yaml tue > /dev/null 2>&1
echo "status $?"
# only in the second half: not sustained; one window is enough where it says so
cxslo --baseline-file mon.state spec.yaml noon 2>/dev/null | show | sed -n 3p
sed 's/floor: 2%/floor: 2%, sustained: 1/' spec.yaml > once.yaml
cxslo --baseline-file mon.state once.yaml noon 2>/dev/null | show | sed -n 3p
# what had no traffic is no line
cxslo --baseline-file mon.state spec.yaml gone 2>/dev/null | show
# states of the day itself, merged, beside them; and the same as the events
cxslo --partial -o tue.state spec.yaml tue
cxslo --merge --baseline-file mon.state spec.yaml tue.state > merged 2>/dev/null
cxslo -j 2 --baseline-file mon.state spec.yaml tue > read 2>/dev/null
cmp merged read && echo same
cxslo --aa --baseline-file mon.state spec.yaml tue | cxselect --fields r,stable_n,false_alarms
# other times of the day, and of the week: 7 November 2026 is a Saturday
events 7 0 0 "" | sed -n 1,8000p > saturday
events 2 0 0 "" | sed -n 12001,20000p > evening
cxslo --baseline-file mon.state spec.yaml saturday 2>&1 >/dev/null | grep -c 'of the day and the week'
cxslo --partial -o evening.state spec.yaml evening
cxslo --baseline-file evening.state spec.yaml saturday 2>/dev/null | show | sed -n 1p
# how failures come, from states
cat > api.yaml <<END
slo: api
objectives:
  - {name: api, bad: status >= 500, target: 99.9%}
END
awk 'BEGIN { for (i = 0; i < 60000; i++)
	printf "{\"timestamp\":%d,\"status\":%d}\n", 1800000000 + i * 10, i % 6000 < 8 ? 503 : 200 }' > weeks
cxslo --partial -o weeks.state api.yaml weeks
sed 's/99.9%/99.9%, bursts: {from: weeks.state}/' api.yaml > known.yaml
cxslo --needs known.yaml
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "{\"timestamp\":%d,\"status\":200}\n", 1900000000 + i }' > clean
for size in none 3 8; do
	sed "s/99.9%/99.9%, bursts: $size/" api.yaml > sized.yaml
	cxslo sized.yaml clean 2>/dev/null | head -n 1 | cxselect --fields verdict,reason,needed_n,phi,burst,burst_from
done
cxslo known.yaml clean 2>/dev/null | head -n 1 | cxselect --fields verdict,reason,needed_n,phi,burst,burst_from
# nothing bad in the past says nothing of it
cxslo --partial -o clean.state api.yaml clean
sed 's/99.9%/99.9%, bursts: {from: clean.state}/' api.yaml > unknown.yaml
cxslo --needs unknown.yaml | cxselect --fields clean,burst,burst_from
# what cannot be
cxslo --partial --baseline-file mon.state spec.yaml tue
echo "status $?"
cxslo --baseline-file mon.state --baseline-file mon spec.yaml tue
echo "status $?"
cxslo --baseline-file weeks.state spec.yaml tue
echo "status $?"
cxslo --baseline-file weeks.state api.yaml weeks
echo "status $?"
cxslo -e 'r == "/"' --baseline-file mon.state spec.yaml tue
echo "status $?"
for bursts in 0.5 many '{from: nowhere}' '{from: mon}' '{of: 3}'; do
	sed "s/99.9%/99.9%, bursts: $bursts/" api.yaml > wrong.yaml
	cxslo wrong.yaml clean
	echo "status $?"
done
sed 's/floor: 2%/sustained: 61/' spec.yaml > wrong.yaml
cxslo --baseline-file mon.state wrong.yaml tue
echo "status $?"

#> {"r":"/","verdict":"pass","reason":null,"n":23925,"bad":189,"stable_n":23952,"stable_bad":189,"times_differ":true,"p_holm":0.9999642946907715}
#> {"r":"/beta","verdict":"inconclusive","reason":"new","n":27,"bad":0,"stable_n":0,"stable_bad":0,"p_holm":null}
#> {"r":"/export","verdict":"fail","reason":null,"n":48,"bad":24,"stable_n":48,"stable_bad":0,"times_differ":true,"p_holm":1.2234448007533051e-5}
#> {"verdict":"fail"}
#> status 0
#> status 1
#> {"r":"/export","verdict":"inconclusive","reason":"sustained","n":48,"bad":12,"stable_n":48,"stable_bad":0,"times_differ":true,"p_holm":0.004946604493495119}
#> {"r":"/export","verdict":"fail","reason":null,"n":48,"bad":12,"stable_n":48,"stable_bad":0,"times_differ":true,"p_holm":0.004946604493495119}
#> {"r":"/","verdict":"pass","reason":null,"n":23952,"bad":189,"stable_n":23952,"stable_bad":189,"times_differ":true,"p_holm":0.999965888326234}
#> {"verdict":"pass"}
#> same
#> {"r":"/","stable_n":23952,"false_alarms":0}
#> {"r":"/beta","stable_n":0,"false_alarms":null}
#> {"r":"/export","stable_n":48,"false_alarms":0}
#> 1
#> {"r":"/","verdict":"pass","reason":null,"n":7984,"bad":63,"stable_n":7984,"stable_bad":63,"times_differ":true,"hours_differ":true,"days_differ":true,"p_holm":1}
#> {"kind":"slo_needs","slo":"api","objective":"api","allowed":0.001,"of":"events","clean":30641,"at_10":30641,"at_20":30641,"at_50":160331,"at_80":1251656,"likely_10":85065,"likely_20":137461,"likely_50":502430,"likely_80":3888501,"burst":10.233092685707055,"burst_from":"states"}
#> {"verdict":"pass","reason":null,"needed_n":null,"phi":null,"burst":1,"burst_from":"stated"}
#> {"verdict":"pass","reason":null,"needed_n":null,"phi":null,"burst":3,"burst_from":"stated"}
#> {"verdict":"inconclusive","reason":"bursts","needed_n":23954,"phi":null,"burst":8,"burst_from":"stated"}
#> {"verdict":"inconclusive","reason":"bursts","needed_n":30641,"phi":null,"burst":10.233092685707055,"burst_from":"states"}
#> {"clean":8983,"burst":3,"burst_from":"assumed"}
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
#2> cxslo: fail: routes: refused [r=/export]: candidate 24 of 48 bad, stable 0 of 48 bad: ratio inf [7.355, -], allowed 1.5; the sides are of different times
#2> cxslo: advisory inconclusive: routes: refused [r=/beta]: candidate 0 of 27 bad, stable 0 of 0 bad: ratio unknown, allowed 1.5; was not there before: there is nothing to compare it with
#2> cxslo: 1 passed beside a stable side of another time: what changed between the two counts as the candidate's
#2> cxselect: no record had a field 'hours_differ' (did you mean 'times_differ'?)
#2> cxselect: no record had a field 'days_differ' (did you mean 'times_differ'?)
#2> cxselect: no record had a field 'hours_differ' (did you mean 'times_differ'?)
#2> cxselect: no record had a field 'days_differ' (did you mean 'times_differ'?)
#2> cxselect: no record had a field 'hours_differ' (did you mean 'times_differ'?)
#2> cxselect: no record had a field 'days_differ' (did you mean 'times_differ'?)
#2> cxselect: no record had a field 'hours_differ' (did you mean 'times_differ'?)
#2> cxselect: no record had a field 'days_differ' (did you mean 'times_differ'?)
#2> cxslo: --aa: refused: the stable side has fewer than two minutes to deal
#2> cxslo: 1 passed beside a stable side of another time: what changed between the two counts as the candidate's
#2> cxslo: --baseline-file: of saved states --partial saves none
#2> try 'cxslo --help'
#2> cxslo: --baseline-file: some are saved states and some are not
#2> try 'cxslo --help'
#2> cxslo: --baseline-file: weeks.state: the states do not hold what objective 'refused' counts: {"bad":"status >= 400","baseline_files":true,"by":["r"]}
#2> cxslo: --baseline-file: no objective compares with its files (type: baseline, without a predicate of its own)
#2> try 'cxslo --help'
#2> cxslo: --baseline-file: mon.state: its events are of --where '', those here of 'r == "/"'
#2> try 'cxslo --help'
#2> cxslo: wrong.yaml:3:60: expected a number from 1 to 1000000, found 0.5
#2>   ...api, bad: status >= 500, target: 99.9%, bursts: 0.5}
#2>                                                      ^
#2> cxslo: wrong.yaml:3:60: expected a number of bad events an incident from 1 on, none, or from: STATES
#2>   ...api, bad: status >= 500, target: 99.9%, bursts: many}
#2>                                                      ^
#2> cxslo: nowhere: No such file or directory
#2> cxslo: mon:1: not a saved state, or damaged: its check does not match
#2> cxslo: wrong.yaml:3:61: unknown key 'of'; expected from
#2>   ...pi, bad: status >= 500, target: 99.9%, bursts: {of: 3}}
#2>                                                      ^
#2> cxslo: wrong.yaml:3:90: expected at most 60 windows
#2>   ..., bad: status >= 400, increase: 50%, sustained: 61}
#2>                                                      ^
