# Every option changes what is printed.
cat > plan <<'END'
target: 0.5
common: {properties: {mail: {format: email}, n: {type: integer}}}
checks:
  - {rule: n > 1, target: 60%}
END
i=0
while [ $i -lt 40 ]; do
	i=$((i + 1))
	echo "{\"n\":$i,\"mail\":\"a@b.c\"}"
	[ $((i % 4)) = 0 ] && echo "{\"n\":0,\"mail\":\"x\"}"
done > events
say() { echo "== $*" >&2; }
say account
cxcheck -o /dev/null plan events
echo "status $?"
say gate
cxcheck --mode gate -o /dev/null plan events
echo "status $?"
say gate, more certain
cxcheck --mode gate --conf 0.999 -o /dev/null plan events
echo "status $?"
say inconclusive
cxcheck --mode gate --conf 0.999 --inconclusive pass -o /dev/null plan events 2>/dev/null
echo "pass: status $?"
cxcheck --mode gate --conf 0.999 --inconclusive fail --emit tap plan events 2>/dev/null
echo "fail: status $?"
say formats
cxcheck --formats annotate -o /dev/null plan events
echo "status $?"
say where
cxcheck -e 'n == 0' -o /dev/null plan events
echo "status $?"
say lax
echo '{"common": {"propertees": {}, "format": "iri"}}' > odd
cxcheck odd events
echo "status $?"
cxcheck --lax -o /dev/null odd events
echo "status $?"
say a target that no sample can show
echo '{"common": {}}' > all
cxcheck --mode gate all events
echo "status $?"
say now and tz
printf 'time: ts\nchecks: [{fresh: ts, max_age: 1h}, {volume: 1d, max: 1}]\n' > timely
printf '{"ts":"2026-01-01T23:30:00Z"}\n{"ts":"2026-01-02T00:15:00Z"}\n' > times
cxcheck --now 2026-01-02T01:00:00Z -o /dev/null timely times
echo "status $?"
cxcheck --now 2026-01-02T02:00:00Z --tz Europe/Berlin -o /dev/null timely times
echo "status $?"
say strict
cxcheck --strict -o /dev/null plan events
echo "status $?"
say summary on standard output
cxcheck --summary - plan events | head -1

#> status 0
#> status 0
#> status 3
#> pass: status 0
#> TAP version 13
#> 1..2
#> ok 1 - cxcheck: schema
#> not ok 2 - cxcheck: rule n > 1
#>   ---
#>   message: "11 of 50 bad (22%), target 60%, between 6.89% and 45.5% by this sample"
#>   severity: "inconclusive"
#>   file: "plan"
#>   line: 4
#>   ...
#> fail: status 1
#> status 0
#> status 1
#> status 2
#> status 0
#> status 2
#> status 0
#> status 1
#> status 2
#> {"kind":"total","events":50,"good":39,"bad":11,"unreadable":0}
#2> == account
#2> cxcheck: events:1: n > 1: is not true
#2> cxcheck: events:5: /mail: is no email
#2> cxcheck: events:10: /mail: is no email
#2> cxcheck: events:15: /mail: is no email
#2> cxcheck: events:20: /mail: is no email
#2> cxcheck: 50 events: 39 good, 11 bad
#2> cxcheck:       11 x rule n > 1, first at events:1
#2> cxcheck:       10 x format /mail, first at events:5: "x"
#2> cxcheck: pass         schema: 10 of 50 bad (20%), target 50%
#2> cxcheck: pass         rule n > 1: 11 of 50 bad (22%), target 60%
#2> == gate
#2> cxcheck: events:1: n > 1: is not true
#2> cxcheck: events:5: /mail: is no email
#2> cxcheck: events:10: /mail: is no email
#2> cxcheck: events:15: /mail: is no email
#2> cxcheck: events:20: /mail: is no email
#2> cxcheck: 50 events: 39 good, 11 bad
#2> cxcheck:       11 x rule n > 1, first at events:1
#2> cxcheck:       10 x format /mail, first at events:5: "x"
#2> cxcheck: pass         schema: 10 of 50 bad (20%), target 50%
#2> cxcheck: pass         rule n > 1: 11 of 50 bad (22%), target 60%
#2> == gate, more certain
#2> cxcheck: events:1: n > 1: is not true
#2> cxcheck: events:5: /mail: is no email
#2> cxcheck: events:10: /mail: is no email
#2> cxcheck: events:15: /mail: is no email
#2> cxcheck: events:20: /mail: is no email
#2> cxcheck: 50 events: 39 good, 11 bad
#2> cxcheck:       11 x rule n > 1, first at events:1
#2> cxcheck:       10 x format /mail, first at events:5: "x"
#2> cxcheck: pass         schema: 10 of 50 bad (20%), target 50%
#2> cxcheck: inconclusive rule n > 1: 11 of 50 bad (22%), target 60%, between 6.89% and 45.5% by this sample
#2> == inconclusive
#2> == formats
#2> cxcheck: events:1: n > 1: is not true
#2> cxcheck: events:5: n > 1: is not true
#2> cxcheck: events:10: n > 1: is not true
#2> cxcheck: events:15: n > 1: is not true
#2> cxcheck: events:20: n > 1: is not true
#2> cxcheck: 50 events: 39 good, 11 bad
#2> cxcheck:       11 x rule n > 1, first at events:1
#2> cxcheck: pass         schema: 0 of 50 bad (0%), target 50%
#2> cxcheck: pass         rule n > 1: 11 of 50 bad (22%), target 60%
#2> == where
#2> cxcheck: events:5: /mail: is no email
#2> cxcheck: events:10: /mail: is no email
#2> cxcheck: events:15: /mail: is no email
#2> cxcheck: events:20: /mail: is no email
#2> cxcheck: events:25: /mail: is no email
#2> cxcheck: 10 events: 0 good, 10 bad
#2> cxcheck:       10 x format /mail, first at events:5: "x"
#2> cxcheck:       10 x rule n > 1, first at events:5
#2> cxcheck: fail         schema: 10 of 10 bad (100%), target 50%
#2> cxcheck: fail         rule n > 1: 10 of 10 bad (100%), target 60%
#2> == lax
#2> cxcheck: odd:1:13: unknown keyword 'propertees' (did you mean 'properties'?)
#2>   {"common": {"propertees": {}, "format": "iri"}}
#2>               ^
#2> cxcheck: 50 events: 50 good, 0 bad
#2> cxcheck: pass         schema: 0 of 50 bad (0%), target 100%
#2> == a target that no sample can show
#2> cxcheck: all:1:1: --mode gate infers from a sample, and no sample can show a target of 100%: give the plan a target, say 99.9%
#2>   {"common": {}}
#2>   ^
#2> == now and tz
#2> cxcheck: 2 events: 2 good, 0 bad
#2> cxcheck: pass         fresh ts: 0 of 1 bad (0%), target 100%
#2> cxcheck: pass         volume 1d: 0 of 2 bad (0%), target 100%
#2> cxcheck: 2 events: 2 good, 0 bad
#2> cxcheck: fail         fresh ts: 1 of 1 bad (100%), target 100%
#2> cxcheck: fail         volume 1d: 1 of 1 bad (100%), target 100%
#2> == strict
#2> cxcheck: events:1: n > 1: is not true
#2> == summary on standard output
#2> cxcheck: events:1: n > 1: is not true
#2> cxcheck: events:5: /mail: is no email
#2> cxcheck: events:10: /mail: is no email
#2> cxcheck: events:15: /mail: is no email
#2> cxcheck: events:20: /mail: is no email
