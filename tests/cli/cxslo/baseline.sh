# A canary beside the stable version: in one stream, in files, from states.
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
objectives:
  - {name: errors, type: baseline, bad: status >= 500, increase: 50%}
  - {name: p95, type: baseline, value: ms, percentile: p95}
  - {name: availability, bad: status >= 500, target: 99%}
END
show() {
	cxview --fields objective,verdict,reason,n,bad,stable_n,stable_bad,ratio
}
events 5000 50 60 v1 > stable
events 1000 10 60 v2 > good
events 1000 40 60 v2 | sed 's/"ms":/"ms":1/' > worse
events 40 1 60 v2 > few
for canary in good worse few; do
	cat stable $canary > both
	cxslo --baseline 'version == "v1"' spec.yaml both > one 2> err
	echo "status $?"
	show < one
	cat err
	# the files tell the sides; what is no comparison counts the canary only
	cxslo --baseline-file stable spec.yaml $canary 2> err | show
	cxslo --baseline-file stable spec.yaml < $canary 2> /dev/null | cksum
	cxslo --baseline-file stable spec.yaml $canary 2> /dev/null | cksum
done
# parts of both sides, and states of them
head -n 2500 stable > stable1
tail -n +2501 stable > stable2
cxslo --baseline-file stable1 --baseline-file stable2 spec.yaml worse > two 2> /dev/null
cxslo --baseline-file stable spec.yaml worse 2> /dev/null | cmp two - && echo same
cxslo --partial --baseline-file stable1 spec.yaml worse > a.state
: > none
cxslo --partial --baseline-file stable2 spec.yaml none > b.state
cxslo --merge spec.yaml a.state b.state 2> /dev/null | sed '$d' > merged
sed '$d' two | cmp - merged && echo same
# an event of which nobody knows the side counts for both as unknown
sed '0~10s/"version":"v2"/"x":1/' good | cat stable - > both
cxslo --baseline 'version == "v1"' spec.yaml both 2> /dev/null |
    cxview --fields objective,verdict,reason,unknown,stable_unknown
cxslo --aa --baseline-file stable spec.yaml good
echo "status $?"
# refused
cat > plain.yaml <<END
slo: shop
objectives:
  - {name: availability, bad: status >= 500, target: 99%}
END
cxslo --baseline-file stable plain.yaml good
echo "status $?"
cxslo --aa plain.yaml good
echo "status $?"
cxslo spec.yaml good
echo "status $?"
