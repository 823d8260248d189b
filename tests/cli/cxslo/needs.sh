# What each objective must see to pass, before any run.
cat > spec.yaml <<END
slo: shop
objectives:
  - {name: three nines, bad: status >= 500, target: 99.9%}
  - {name: four nines, bad: status >= 500, target: 99.99%}
  - {name: p99, by: route, value: ms, percentile: p99, limit: 400}
  - {name: at least, bad: status >= 500, target: 90%, min_total: 5000}
  - {name: slices, bad: status >= 500, target: 95%, method: timeslices, slice: 5m, slice_target: 99%}
  - {name: alive, type: liveness, events: 3, slice: 1m, target: 99%}
  - {name: canary, type: baseline, bad: status >= 500, floor: 1%}
  - {name: fast, type: apdex, value: ms, limit: 100, target: 0.85}
END
cxslo --needs --baseline 'version == 1' spec.yaml | cxview --as csv
cxslo --needs --rate 1000/h --baseline 'version == 1' spec.yaml | cxview --fields objective,clean,clean_s,at_50_s
cxslo --needs --conf 0.99 --preset dcx | cxview --fields objective,allowed,clean,at_50
cxslo --needs --sequential --rate 2.5 --preset dcx | cxview --fields objective,allowed,clean,clean_s
for rate in 0/s -1/s 5/y x/s /s 10/; do
	cxslo --needs --rate $rate --preset dcx
	echo "status $?"
done
cxslo --needs spec.yaml in
cxslo --needs --merge spec.yaml
cxslo --rate 5/s spec.yaml
cxslo --preset dxc
cxslo --needs
