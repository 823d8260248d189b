# Streams as they are: sent again, late, with gaps, from broken clocks.
count() { cxcheck --now 2026-11-22T12:00:00Z --rejects rejects -o /dev/null "$@" 2>&1 | grep -v "^cxcheck: events:"; }

# A number that comes twice hides no other that is missing: 3 and 7 of device a, 6 of b.
cat > plan <<'END2'
checks:
  - {sequence: seq, by: device}
END2
for i in 1 2 2 4 4 4 5 6 8; do echo "{\"device\":\"a\",\"seq\":$i}"; done > events
for i in -2 -1 0 1 2 3 4 5 7 7; do echo "{\"device\":\"b\",\"seq\":$i}"; done >> events
count plan events
# Far apart, and numbers that no sequence has.
printf '{"device":"c","seq":%s}\n' -999999999999999999 999999999999999999 1e18 1.5 '"x"' 7.0 > events
count plan events

# A clock that is years ahead does not make old data fresh.
printf '{"ts":"2026-11-20T00:00:00Z"}\n{"ts":"2031-01-01T00:00:00Z"}\n' > events
echo 'checks: [{fresh: ts, max_age: 1h}]' > plan
count plan events
printf '{"ts":"2026-11-22T12:10:00Z"}\n' >> events
count plan events

# Nor does it make duplicates pass; each 100th event is a year ahead, each 7th comes twice.
awk 'BEGIN { for (i = 0; i < 60000; i++) {
	t = sprintf("%d-11-22T%02d:%02d:%02dZ", i % 100 ? 2026 : 2027, i / 3600 % 24, i / 60 % 60, i % 60)
	printf "{\"id\":%d,\"ts\":\"%s\"}\n", i, t
	if (i >= 700 && i % 7 == 0)
		printf "{\"id\":%d,\"ts\":\"%s\"}\n", i - 700, t } }' > events
printf 'time: ts\nchecks: [{unique: id, within: 20m}]\n' > plan
count plan events
printf 'checks: [{unique: id, max_values: 59999}]\n' > plan
cxcheck -o /dev/null plan events 2>&1 | tail -1
printf 'checks: [{unique: id, max_values: 60000}]\n' > plan
count plan events | tail -1

# Without --now the clock is that of the moment: an event of the year 2000 is late, one of now is not.
echo 'checks: [{late: ts, max: 1d}, {future: ts, max: 1d}]' > plan
{ echo '{"ts":"2000-01-01T00:00:00Z"}'; date -u '+{"ts":"%Y-%m-%dT%H:%M:%SZ"}'; echo '{"ts":"2999-01-01T00:00:00Z"}'; } |
    cxcheck -o /dev/null plan 2>&1 | tail -2

# What looks alike is told apart: an event named '' from one without a name, a schema from its limits.
printf 'key: e\nschemas: {a: true}\n' > plan
printf '{"e":""}\n{"e":null}\n{"e":""}\n' > events
count plan events
# Names without end are cut.
awk 'BEGIN { for (i = 0; i < 300; i++) s = s "0123456789"; printf "{\"e\":\"%s\"}\n{\"e\":\"%sx\"}\n", s, s }' > events
cxcheck --summary summary plan events 2>/dev/null
grep fault summary | awk '{ print (length($0) < 1500) }'

#> cxcheck: 19 events: 19 good, 0 bad
#> cxcheck: fail         sequence seq: 3 of 18 bad (16.7%), target 100%
#> cxcheck: 6 events: 3 good, 3 bad
#> cxcheck:        3 x gap /seq, first at events:3: 1e18
#> cxcheck: fail         sequence seq: 1999999999999999999 of 2000000000000000002 bad (100%), target 100%
#> cxcheck: 2 events: 2 good, 0 bad
#> cxcheck: fail         fresh ts: 1 of 1 bad (100%), target 100%
#> cxcheck: 3 events: 3 good, 0 bad
#> cxcheck: pass         fresh ts: 0 of 1 bad (0%), target 100%
#> cxcheck: 68472 events: 60000 good, 8472 bad
#> cxcheck:     8472 x duplicate /id, first at events:702: 0
#> cxcheck: fail         unique id: 8472 of 68472 bad (12.4%), target 100%
#> cxcheck: unique id: more than 59999 values to remember: the plan's max_values allows more, within fewer
#> cxcheck: fail         unique id: 8472 of 68472 bad (12.4%), target 100%
#> cxcheck: fail         late ts: 1 of 3 bad (33.3%), target 100%
#> cxcheck: fail         future ts: 1 of 3 bad (33.3%), target 100%
#> cxcheck: 3 events: 0 good, 3 bad
#> cxcheck:        2 x unplanned_event /e, first at events:1: ""
#> cxcheck:        1 x no_schema /e, first at events:2: null
#> cxcheck: fail         schema: 3 of 3 bad (100%), target 100%
#> 1
