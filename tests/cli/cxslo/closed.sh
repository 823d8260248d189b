# A gate fails closed: what was lost on the way never ends in 0, however it is asked.
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
objectives:
  - name: availability
    bad: status >= 500
    target: 99%
END
events 2000 0 > good
cxslo spec.yaml good > whole || echo "the good ones fail"
# 30 % of the lines are cut off
awk 'NR % 10 < 3 { print substr($0, 1, 40); next } { print }' good > broken
: > empty
gzip -c good | head -c 4000 > cut.gz
# no field status in every tenth; in all; the field is called otherwise
sed '0~10s/"status":200,//' good > some
sed 's/"status":200,//' good > none
sed 's/"status":200/"status":"OK"/' good > text
sed 's/2026-11-01T/yesterday /' good > when

# closed NAME ARGUMENT... - the status of every way to ask
closed() {
	name=$1
	shift
	rm -f report.xml
	for how in '' '--inconclusive pass' '--inconclusive fail' '--exit-style nagios' \
	    '--inconclusive pass --exit-style nagios' '--mode budget' '--sequential'; do
		# shellcheck disable=SC2086 # options
		cxslo $how --emit junit=report.xml "$@" > out 2> err
		printf '%s ' $?
	done
	echo "$name"
	grep -c -E '<(failure|error|skipped)' report.xml
}
closed 'nothing is wrong' spec.yaml good
closed 'lines cut off' spec.yaml broken
closed 'no input' spec.yaml empty
closed 'truncated gz' spec.yaml cut.gz
closed 'truncated gz behind a good one' spec.yaml good cut.gz
closed 'a field is missing now and then' spec.yaml some
closed 'a field is missing' spec.yaml none
closed 'a field has another type' spec.yaml text
closed 'times are none' spec.yaml when
closed 'another time field' -t time spec.yaml good
closed 'no such file' spec.yaml gone
closed 'a where that nothing fits' -e 'status == 1' spec.yaml good
closed 'another format' -f combined spec.yaml good
closed 'a directory' spec.yaml .
# by keys: no key at all is no pass either
sed 's/bad:/by: host\n    bad:/' spec.yaml > keyed.yaml
closed 'keys, and no input' keyed.yaml empty
# of input that breaks off there is no verdict, and -o stays
echo old > old
cxslo -o old spec.yaml good cut.gz 2> /dev/null
cat old
cxslo spec.yaml good cut.gz 2> /dev/null | wc -l
# what was rejected when states were made is judged when they are merged: all of it, and of each
# state, so that a broken day does not vanish in a good month
cxslo --partial -o good.state spec.yaml good
cxslo --partial -o broken.state spec.yaml broken 2> err
echo "status $?"
cxslo --merge --emit tap spec.yaml broken.state
echo "status $?"
states=
for day in $(seq 40); do states="$states good.state"; done
cxslo --merge --allow-repeat --emit tap spec.yaml $states broken.state
echo "status $?"
cxslo --merge --partial -o both.state spec.yaml good.state broken.state
echo "status $?"
cxslo --merge spec.yaml both.state > out
echo "status $?"
cxslo --merge --max-bad 30% spec.yaml broken.state > out
echo "status $?"
cxslo --merge --exit-style nagios spec.yaml broken.state > out 2> err
echo "status $?"
# a log that has stopped: without the clock nobody sees it
cat > alive.yaml <<YAML
objectives: [{name: alive, events: 5, slice: 1m, target: 90%, window: 1h}]
YAML
cxslo alive.yaml good > out
echo "status $?"
cxslo --now 2026-11-01T01:30:00Z alive.yaml good > out
echo "status $?"
cxslo --now 2026-11-01T03:00:00Z alive.yaml good > out
echo "status $?"
