# Judged from the states of its days, a month gives the bytes of the whole; what may change
# between counting and judging may, what may not is refused by name.
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
window: 30d
objectives:
  - name: availability
    bad: status >= 500
    target: 99.5%
    alerts: standard
  - name: by route
    by: route
    value: ms
    percentile: p90
    limit: 350
  - name: live
    type: liveness
    events: 3
    slice: 1h
    target: 99%
  - name: fast
    type: apdex
    value: ms
    limit: 100
    bad: status >= 500
    target: 0.6
  - name: slices
    method: timeslices
    slice: 1h
    slice_target: 99%
    bad: status >= 500
    target: 95%
END
events 20000 90 40000 > month
cxslo spec.yaml month > whole 2> whole.err
echo "status $?"
wc -l < whole
for day in $(seq -w 1 28); do
	grep "2026-11-${day}T" month > day
	cxslo --partial spec.yaml day > "$day.state"
done
cxslo --merge spec.yaml [0-9]*.state > merged 2> merged.err
echo "status $?"
cmp whole merged && cmp whole.err merged.err && echo same
# half of them merged before, in another order
cxslo --merge --partial spec.yaml 2[0-9].state 1[0-9].state > some.state
cxslo --merge spec.yaml some.state 0[0-9].state 2> /dev/null | cmp whole - && echo same
for j in 1 2 7; do cxslo -j$j spec.yaml month 2> /dev/null | cmp whole - && echo "same, $j threads"; done
# states name only what is counted, and merge the same again
cxslo --partial spec.yaml month > month.state
cxslo --merge --partial spec.yaml month.state | cmp month.state - && echo same
head -n 1 01.state | grep -o '"plan":.*"version":1}'
# other targets, windows, limits of what is tolerated: judged from the same states
sed 's/30d/7d/; s/99.5%/99.9%/; s/slice: 1h/slice: 30m/' spec.yaml > other.yaml
cxslo other.yaml month > whole 2> /dev/null
cxslo --merge other.yaml [0-9]*.state 2> /dev/null | cmp whole - && echo same
# fewer objectives, in another order
cat > fewer.yaml <<END
slo: shop
objectives:
  - {name: fast, type: apdex, value: ms, limit: 100, bad: status >= 500, target: 0.6}
  - {name: p50, by: route, value: ms, percentile: p50, limit: 350}
END
cxslo fewer.yaml month > whole 2> /dev/null
cxslo --merge fewer.yaml [0-9]*.state 2> /dev/null | cmp whole - && echo same
# what was not counted
refused() {
	"$@" > out
	echo "status $?, $(wc -l < out) lines"
}
sed 's/limit: 350/limit: 300/' spec.yaml > limit.yaml
refused cxslo --merge limit.yaml 01.state
sed 's/500/400/' spec.yaml > status.yaml
refused cxslo --merge status.yaml 01.state
cxslo --partial status.yaml month > status.state
refused cxslo --merge spec.yaml 01.state status.state
refused cxslo --merge -e 'route == "/a"' spec.yaml 01.state
refused cxslo --merge --baseline-file month spec.yaml 01.state
cxslo --partial -e 'route == "/a"' spec.yaml month > where.state
refused cxslo --merge spec.yaml 01.state where.state
cxstat --partial 'count()' month > stat.state
refused cxslo --merge spec.yaml stat.state
refused cxstat --merge 01.state
head -n 3 01.state > cut.state
refused cxslo --merge spec.yaml cut.state
sed '3s/\[0,/[1,/' 01.state > damaged.state
refused cxslo --merge spec.yaml damaged.state
refused cxslo --merge spec.yaml month
: > empty
refused cxslo --merge spec.yaml empty

#> status 1
#> 8
#> status 1
#> same
#> same
#> same, 1 threads
#> same, 2 threads
#> same, 7 threads
#> same
#> "plan":{"meters":[{"bad":"status >= 500"},{"by":["route"],"limit":350,"op":"<=","value":"ms"},{"by":["route"],"sketch":"ms"},{},{"apdex":100,"bad":"status >= 500","value":"ms"},{"sketch":"ms"}],"version":1}
#> same
#> same
#> status 2, 0 lines
#> status 2, 0 lines
#> status 2, 0 lines
#> status 2, 0 lines
#> status 2, 0 lines
#> status 2, 0 lines
#> status 2, 0 lines
#> status 2, 0 lines
#> status 2, 0 lines
#> status 2, 0 lines
#> status 2, 0 lines
#> status 2, 0 lines
#2> cxslo: the states do not hold what objective 'by route' counts: {"by":["route"],"limit":300,"op":"<=","value":"ms"}
#2> cxslo: the states do not hold what objective 'availability' counts: {"bad":"status >= 400"}
#2> cxslo: status.state:1: the query differs: meters is here [{"bad":"status >= 400"},{"by":["route"],"limit":350,"op":"<=","value":"ms"},{"by":["route"],"sketch":"ms"},{},{"apdex":100,"bad":"status >= 400","value":"ms"},, in the first states [{"bad":"status >= 500"},{"by":["route"],"limit":350,"op":"<=","value":"ms"},{"by":["route"],"sketch":"ms"},{},{"apdex":100,"bad":"status >= 500","value":"ms"},
#2> cxslo: --merge takes the query from the states: leave out --where
#2> try 'cxslo --help'
#2> cxslo: --baseline-file: with --merge it takes saved states
#2> try 'cxslo --help'
#2> cxslo: where.state:1: --where differs: here 'route == "/a"', in the first states ''
#2> cxslo: states of cxstat, not of cxslo
#2> cxstat: 01.state:1: states of cxslo, not of cxstat
#2> cxslo: cut.state:3: the states end before their last line: truncated
#2> cxslo: damaged.state:3: not a saved state, or damaged: its check does not match
#2> cxslo: month:1: not a saved state, or damaged: its check does not match
#2> cxslo: no saved states in the input (what may be empty: put before it those of --partial /dev/null)
