# Pages from states: each filter adds up its own, and the page is that of all records at once.
for d in 1 2 3 4; do
	for i in 0 1 2 3 4 5 6 7 8 9; do
		printf '{"timestamp":"2026-11-0%dT0%d:00:00Z","user_id":"u%d","event_name":"%s","status":%d}\n' \
		    "$d" "$i" "$((i % (d + 2)))" "$(if [ $((i % 3)) = 0 ]; then echo buy; else echo view; fi)" \
		    "$(if [ "$i" = "$d" ]; then echo 500; else echo 200; fi)"
	done >"day$d"
done
cat >slo.yaml <<'END'
slo: s
objectives: [{name: a, bad: status >= 500, target: 50%, level: availability}]
END
m='n = count(), errors = rate(status >= 500)'
for d in 1 2 3 4; do
	cxstat -w 1d --partial "$m" "day$d" >"stat$d.state"
	cxfunnel -s view -s buy --partial "day$d" >"funnel$d.state"
	cxslo --partial slo.yaml "day$d" 2>/dev/null | gzip -c >"slo$d.state.gz"
done
cxstat -w 1d "$m" day? >stat.ndjson
cxfunnel -s view -s buy day? >funnel.ndjson
cxslo slo.yaml day? >slo.ndjson 2>/dev/null
echo 'merge: {cxslo: [slo.yaml]}' >page.yaml
cxreport --as md --spec page.yaml stat.ndjson funnel.ndjson slo.ndjson >whole
cxreport --as md --spec page.yaml --merge stat?.state funnel?.state slo?.state.gz >merged 2>said
echo "status $?"
cat said
cmp whole merged
grep -c '' whole
# States and records together, in any order.
cxreport --as md --spec page.yaml --merge slo.ndjson funnel4.state funnel2.state stat.ndjson \
    funnel1.state funnel3.state 2>/dev/null | cmp - whole
cxreport --merge stat1.state | grep -o 'data-trace="[^"]*errors"' | head -n 1
cxreport --as md --merge <stat.ndjson | sed -n 3p

# The place of a run that goes on is states, too.
cat day? >log
cxstat -w 1d --resume place "$m" log >/dev/null
cxreport --as md --merge place | tail -n 1

# Coarser windows, by what the specification gives the filter.
echo 'merge: {cxstat: [-w, 1w]}' >week.yaml
cxreport --as md --spec week.yaml --merge stat?.state | sed -n 3p

# Without --merge a state is a record like others; what fails.
cxreport --as md stat1.state | tail -n 1
sed 's/"filter":"cxstat"/"filter":"rm"/' stat1.state >evil.state
cxreport --merge evil.state
echo "status $?"
sed '1s/"version":3/"version":99/' stat1.state >new.state
cxreport --merge new.state
sed '2s/\[10,/[11,/' stat1.state >damaged.state
cxreport --merge --as md damaged.state >out; echo "status $?"; wc -c <out | tr -d ' '
cxreport --merge slo1.state.gz >/dev/null; echo "status $?"
cxreport --merge nowhere.state
printf 'merge: {cxstat: -w}\n' >bad.yaml; cxreport --spec bad.yaml --merge stat1.state

#> status 0
#> 60
#> data-trace="cxstat%20--merge%20stat1.state:1 errors"
#> Wednesday, 4 November 2026
#> Made of 4 records.
#> 2 Nov 2026 – 8 Nov 2026
#> Made of 4 records.
#> status 2
#> status 2
#> 145
#> status 2
#2> cxreport: evil.state: states of 'rm', which adds up none
#2> cxreport: new.state: states of version 99, this program reads up to 3: written by a newer cxutils
#2> cxstat: damaged.state:2: not a saved state, or damaged: its check does not match
#2> cxreport: cxstat --merge damaged.state: ended with status 2
#2> cxslo: no saved states in the input (what may be empty: put before it those of --partial /dev/null)
#2> cxreport: cxslo --merge slo1.state.gz: ended with status 2
#2> cxreport: nowhere.state: No such file or directory
#2> cxreport: bad.yaml:1:17: expected a list, found '-w'
#2>   merge: {cxstat: -w}
#2>                   ^
#? 2
