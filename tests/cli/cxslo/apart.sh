# Two sides of different times, a stable side that says too little, a pass before any burst.
. "$TOP"/tests/cli/cxslo/events.inc
# hour HOUR MINUTE... - 100 events a minute, every fifth bad in the minutes named
hour() {
	awk -v hour="$1" -v bad=" $* " 'BEGIN {
		for (m = 0; m < 60; m++)
			for (i = 0; i < 100; i++)
				printf "{\"timestamp\":\"2026-11-01T%02d:%02d:00Z\",\"b\":%s}\n", hour, m,
				    i % 5 == 0 && index(substr(bad, 4), " " m " ") ? "true" : "false"
	}'
}
cat > spec.yaml << END
slo: s
objectives:
  - {name: e, type: baseline, bad: b, increase: 25%}
END
hour 03 5 25 > other
hour 05 5 25 > stable
hour 05 7 17 30 50 > canary
hour 05 33 > one
for side in other stable; do
	cxslo --baseline-file "$side" spec.yaml canary > out
	echo "status $?"
	cxselect -e '!exists(total)' --fields verdict,reason,needed_n,times_differ,phi out 2> /dev/null
done
cxslo --no-dispersion --baseline-file other spec.yaml canary > out
echo "status $?"
cxslo --sequential --baseline-file other spec.yaml canary > out
echo "status $?"
# of other times a pass is said too
sed 's/25%/400%/' spec.yaml > wide.yaml
cxslo --no-dispersion --baseline-file other wide.yaml one > out
echo "status $?"
cxselect -e '!exists(total)' --fields verdict,reason,times_differ out
# ten bad of a thousand: no number of the candidate's is enough
sed 's/25%/50%/' spec.yaml > half.yaml
some() {
	awk -v n="$1" -v k="$2" 'BEGIN {
		for (i = 0; i < n; i++)
			printf "{\"timestamp\":\"2026-11-01T00:00:%02dZ\",\"b\":%s}\n", i % 60,
			    i < k ? "true" : "false"
	}'
}
some 1000 10 > few
for n in 1000 20000; do
	some "$n" $((n / 100)) | cxslo --baseline-file few half.yaml > out
	echo "status $?"
done
# a stable side of the same stream grows with the candidate
(sed 's/"b"/"old":true,&/' few; sed 's/"b"/"old":false,&/' few) |
    cxslo --baseline old half.yaml > out
echo "status $?"
# nothing bad was seen, so of bursts nothing is known
cat > clean.yaml << END
slo: s
objectives:
  - {name: a, bad: b, target: 99.9%}
END
hour 05 > clean
cxslo --emit markdown clean.yaml clean
echo "status $?"
cxslo clean.yaml clean > out
echo "status $?"
cxselect -e '!exists(total)' --fields verdict,reason,phi out
cxslo --no-dispersion clean.yaml clean > out
echo "status $?"
cxselect -e '!exists(total)' --fields verdict,reason out

#> status 3
#> {"verdict":"inconclusive","reason":"bursts","needed_n":null,"times_differ":true,"phi":19.547018295738578}
#> status 3
#> {"verdict":"inconclusive","reason":"bursts","needed_n":null,"phi":19.547018295738578}
#> status 1
#> status 3
#> status 0
#> {"verdict":"pass","reason":null,"times_differ":true}
#> status 3
#> status 3
#> status 3
#> **cxslo**: 1 inconclusive
#>
#> | verdict | SLO | objective | |
#> | --- | --- | --- | --- |
#> | inconclusive | s | a | bad 0 of 6000: 0% \[0%, 0.15%\], allowed 0.1%; would be decided if bad events came singly, not 3 at a time (assumed); needs about 8983 events |
#> status 3
#> status 3
#> {"verdict":"inconclusive","reason":"bursts","phi":null}
#> status 0
#> {"verdict":"pass","reason":null}
#2> cxslo: inconclusive: s: e: candidate 80 of 6000 bad, stable 40 of 6000 bad: ratio 2 [0.3807, 14.45], allowed 1.25; the sides are of different times of the day; would be decided if bad events came singly, not 10.3 at a time (data); beside the 6000 events of the stable side no number of the candidate's decides
#2> cxslo: inconclusive: s: e: candidate 80 of 6000 bad, stable 40 of 6000 bad: ratio 2 [0.3807, 14.45], allowed 1.25; would be decided if bad events came singly, not 10.3 at a time (data); beside the 6000 events of the stable side no number of the candidate's decides
#2> cxslo: fail: s: e: candidate 80 of 6000 bad, stable 40 of 6000 bad: ratio 2 [1.434, 2.815], allowed 1.25; the sides are of different times of the day
#2> cxslo: inconclusive: s: e: candidate 80 of 6000 bad, stable 40 of 6000 bad: ratio 2 [0.3807, 14.45], allowed 1.25; the sides are of different times of the day; the stable side does not say enough; beside the 6000 events of the stable side no number of the candidate's decides
#2> cxslo: 1 passed beside a stable side of another time: what changed between the two counts as the candidate's
#2> cxslo: inconclusive: s: e: candidate 10 of 1000 bad, stable 10 of 1000 bad: ratio 1 [0.4326, 9.245], allowed 1.5; the stable side does not say enough; beside the 1000 events of the stable side no number of the candidate's decides
#2> cxslo: inconclusive: s: e: candidate 200 of 20000 bad, stable 10 of 1000 bad: ratio 1 [0.5795, 5.814], allowed 1.5; the stable side does not say enough; beside the 1000 events of the stable side no number of the candidate's decides
#2> cxslo: inconclusive: s: e: candidate 10 of 1000 bad, stable 10 of 1000 bad: ratio 1 [0.4326, 9.245], allowed 1.5; not enough events; needs about 18851 events of the candidate
#2> cxslo: inconclusive: s: a: bad 0 of 6000: 0% [0%, 0.15%], allowed 0.1%; would be decided if bad events came singly, not 3 at a time (assumed); needs about 8983 events
#2> cxslo: inconclusive: s: a: bad 0 of 6000: 0% [0%, 0.15%], allowed 0.1%; would be decided if bad events came singly, not 3 at a time (assumed); needs about 8983 events
