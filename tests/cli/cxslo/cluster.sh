# Bad events that come together by whose they are, and not by their time.
cat > plain.yaml <<END
slo: shop
objectives:
  - {name: errors, bad: status >= 500, target: 99%}
END
sed 's/99%/99%, cluster: user_id/' plain.yaml > spec.yaml
# one user of 300 has a broken client, all the time
awk 'BEGIN { for (i = 0; i < 6000; i++) { u = i % 300
	printf "{\"timestamp\":%d,\"user_id\":\"u%d\",\"status\":%d}\n", 1800000000 + i,
	    i % 50 == 7 ? 7 : u, i % 50 == 7 ? 500 : 200 } }' > log
show() {
	cxselect -e '!exists(total)' --fields 'verdict,reason,n,bad,phi,burst,burst_from'
}
cxslo plain.yaml log 2>/dev/null | show
cxslo spec.yaml log | show
# threads, parts and order make no difference; states hold it
cxslo spec.yaml log 2>/dev/null > whole
cxslo -j 4 spec.yaml log 2>/dev/null | cmp - whole && echo same
sort -r log | cxslo spec.yaml 2>/dev/null | cmp - whole && echo same
split -l 1700 log part.
for part in part.*; do cxslo --partial -o "$part.state" spec.yaml "$part"; done
cxslo --merge spec.yaml part.*.state 2>/dev/null | cmp - whole && echo same
cxslo --merge plain.yaml part.*.state
echo "status $?"
# without a user: an event like any other
cxslo spec.yaml log 2>/dev/null > before
sed 's/"user_id":"u1",//' log | cxslo spec.yaml 2>/dev/null | show
# a baseline of ratios; each key
cat > base.yaml <<END
slo: shop
objectives:
  - {name: canary, type: baseline, bad: status >= 500, increase: 50%, cluster: user_id}
  - {name: by parity, by: "parity = status % 2", bad: status >= 500, target: 99%, cluster: user_id}
END
awk 'BEGIN { for (i = 0; i < 6000; i++)
	printf "{\"timestamp\":%d,\"user_id\":\"u%d\",\"status\":%d}\n", 1800000000 + i,
	    i % 300, i % 101 == 7 ? 500 : 200 }' > stable
cxslo --baseline-file stable base.yaml log 2>/dev/null | show
# what cannot be
for wrong in 's/cluster: user_id/cluster: user_id, per: user_id/' \
    's/cluster: user_id/cluster: user_id, method: ratio-timeslices, slice: 1m/' \
    's/cluster: user_id/cluster: (/'; do
	sed "$wrong" spec.yaml > wrong.yaml
	cxslo wrong.yaml log
	echo "status $?"
done
# states that cannot be
cxslo --partial spec.yaml log > state
grep -o '"clusters":\[[0-9]*,[0-9]*,[0-9]*,' state | head -n 1

#> {"verdict":"fail","reason":null,"n":6000,"bad":120,"phi":1,"burst":1.0391223038351691,"burst_from":"data"}
#> {"verdict":"inconclusive","reason":"bursts","n":6000,"bad":120,"phi":118.40136054421731,"burst":59.700680272108656,"burst_from":"data"}
#> same
#> same
#> same
#> status 2
#> {"verdict":"inconclusive","reason":"bursts","n":6000,"bad":120,"phi":118.39601858298845,"burst":59.69800929149422,"burst_from":"data"}
#> {"verdict":"inconclusive","reason":"bursts","n":6000,"bad":120,"phi":47.96054421768693,"burst":24.480272108843465,"burst_from":"data"}
#> {"verdict":"inconclusive","reason":"bursts","n":6000,"bad":120,"phi":118.40136054421731,"burst":59.700680272108656,"burst_from":"data"}
#> status 2
#> status 2
#> status 2
#> "clusters":[72197146993032521,12,0,
#2> cxslo: inconclusive: shop: errors: bad 120 of 6000: 2% [0.106%, 7.15%], allowed 1%; would be decided if bad events came singly, not 59.7 at a time (data); needs about 47476 events
#2> cxslo: the states do not hold what objective 'errors' counts: {"bad":"status >= 500"}
#2> cxslo: wrong.yaml:3:53: 'cluster' is what 'per' is: each counts once
#2>   ...{name: errors, bad: status >= 500, target: 99%, cluster: user_id, pe...
#2>                                                      ^
#2> cxslo: wrong.yaml:3:53: 'cluster' is of events, not of slices
#2>   ...{name: errors, bad: status >= 500, target: 99%, cluster: user_id, me...
#2>                                                      ^
#2> cxslo: wrong.yaml:3:63: expected a value, found end of text
#2>   ...ors, bad: status >= 500, target: 99%, cluster: (}
#2>                                                      ^
