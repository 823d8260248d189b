# What is outside of the opening hours, on a holiday or in maintenance does not count.
cat > hours.yaml <<'END'
open:
  - {days: mon-fri, hours: 08:00-20:00}
holidays: [2026-11-25 a day off]
maintenance:
  - {from: 2026-11-24T10:10, to: 2026-11-24T10:20, note: database}
  - {from: 2026-11-24T12:00, to: 2026-11-24T13:00}
END
cat > slo.yaml <<'END'
objectives:
  - {name: ratio, bad: status >= 500, target: 99%}
  - {name: slices, bad: status >= 500, target: 99%, method: timeslices, slice: 1h, slice_target: 90%, empty: bad}
  - {name: mean, bad: status >= 500, target: 99%, method: ratio-timeslices, slice: 1h}
  - {name: alive, events: 10, slice: 1h, target: 99%}
  - {name: users, bad: status >= 500, per: user, target: 90%, by: zone}
  - {name: p90, value: ms, percentile: p90, limit: 100}
  - {name: apdex, type: apdex, value: ms, limit: 100, target: 0.9}
  - {name: base, type: baseline, bad: status >= 500, baseline: user < 20, increase: 10%}
END
# Monday to Saturday, an event a minute from 00:00 to 22:00: all bad at night, on the holiday, on
# Saturday and in the maintenances; good in what is left: 4 days of 12 hours less 70 minutes.
awk 'BEGIN { for (m = 0; m < 6 * 1440; m++) {
	day = int(m / 1440); at = m % 1440
	bad = at < 480 || at >= 1200 || day == 2 || day == 5 || day == 1 && (at >= 610 && at < 620 || at >= 720 && at < 780)
	if (at < 1320) printf "{\"timestamp\":%d,\"status\":%d,\"user\":%d,\"ms\":%d,\"zone\":\"z\"}\n", 1795392000 + 60 * m, bad ? 500 : 200, m % 50, bad ? 900 : 20
} }' > events
show() { jq -c 'select(.objective) | [.objective, .verdict, .n, .bad, .slices, .slices_bad]'; }
cxslo --mode budget slo.yaml events 2> /dev/null | show
cxslo --mode budget --calendar hours.yaml slo.yaml events 2> /dev/null > counted
show < counted
# The zone is that of the file, else --tz; lines are holidays.
cxslo --mode budget --tz Asia/Tokyo --calendar hours.yaml slo.yaml events 2> /dev/null | show | head -n 1
{ echo 'zone: Asia/Tokyo'; cat hours.yaml; } > tokyo.yaml
cxslo --mode budget --calendar tokyo.yaml slo.yaml events 2> /dev/null | show | head -n 1
printf '2026-11-24..2026-11-28\n' > days
cxslo --mode budget --calendar days slo.yaml events 2> /dev/null | show | head -n 1
echo '# nothing' > days
cxslo --mode budget --calendar days slo.yaml events 2> /dev/null | show | head -n 1
# Any number of threads, and saved by parts, the same; of another calendar they are refused.
for j in 1 2 4; do cxslo --mode budget --calendar hours.yaml -j $j slo.yaml events 2> /dev/null | cmp - counted; done
split -l 3000 events part.
for p in part.??; do cxslo --partial --calendar hours.yaml slo.yaml $p > $p.state; done
cxslo --mode budget --merge --calendar hours.yaml slo.yaml part.*.state 2> /dev/null | cmp - counted && echo same
cxslo --merge slo.yaml part.aa.state
cxslo --merge --calendar tokyo.yaml slo.yaml part.aa.state
cxslo --partial slo.yaml part.aa > all.state
cxslo --merge --calendar hours.yaml slo.yaml all.state
cxslo --calendar nowhere slo.yaml events
echo 'open: [8-20]' > bad
cxslo --calendar bad slo.yaml events
# Nothing was open: no events, and no verdict.
echo 'open: []' > never
cxslo --calendar never slo.yaml events 2> /dev/null | show | head -n 4

#> ["ratio","fail",7920,5110,null,null]
#> ["slices","fail",7920,5110,132,86]
#> ["mean","fail",7920,5110,132,86]
#> ["alive","fail",7920,null,142,10]
#> ["users","fail",50,50,null,null]
#> ["p90","fail",7920,5110,null,null]
#> ["apdex","fail",7920,5110,null,null]
#> ["base","pass",4740,3040,null,null]
#> ["ratio","pass",2810,0,null,null]
#> ["slices","pass",2810,0,47,0]
#> ["mean","pass",2810,0,47,0]
#> ["alive","pass",2810,null,47,0]
#> ["users","pass",50,0,null,null]
#> ["p90","pass",2810,0,null,null]
#> ["apdex","pass",2810,0,null,null]
#> ["base","pass",1700,0,null,null]
#> ["ratio","fail",2570,1860,null,null]
#> ["ratio","fail",2570,1860,null,null]
#> ["ratio","fail",1320,600,null,null]
#> ["ratio","fail",7920,5110,null,null]
#> same
#> ["ratio","inconclusive",0,0,null,null]
#> ["slices","inconclusive",0,0,0,0]
#> ["mean","inconclusive",0,0,0,0]
#> ["alive","inconclusive",0,null,0,0]
#2> cxslo: --calendar: the states were counted with one
#2> try 'cxslo --help'
#2> cxslo: --calendar: the states were counted with another one
#2> try 'cxslo --help'
#2> cxslo: --calendar: the states were counted without one
#2> try 'cxslo --help'
#2> cxslo: nowhere: No such file or directory
#2> cxslo: bad:1:8: expected a map, found '8-20'
#2>   open: [8-20]
#2>          ^
