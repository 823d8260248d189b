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

#> 0 0 0 0 0 0 0 nothing is wrong
#> 0
#> 4 4 4 3 3 4 4 lines cut off
#> 2
#> 3 3 1 1 1 3 3 no input
#> 1
#> 2 2 2 3 3 2 2 truncated gz
#> 1
#> 2 2 2 3 3 2 2 truncated gz behind a good one
#> 1
#> 3 3 1 1 1 3 3 a field is missing now and then
#> 1
#> 3 3 1 1 1 3 3 a field is missing
#> 1
#> 3 3 1 1 1 3 3 a field has another type
#> 1
#> 4 4 1 3 3 4 4 times are none
#> 2
#> 4 4 1 3 3 4 4 another time field
#> 2
#> 2 2 2 3 3 2 2 no such file
#> 1
#> 3 3 1 1 1 3 3 a where that nothing fits
#> 1
#> 4 4 1 3 3 4 4 another format
#> 2
#> 2 2 2 3 3 2 2 a directory
#> 1
#> 3 3 1 1 1 3 3 keys, and no input
#> 1
#> old
#> 0
#> status 4
#> TAP version 13
#> 1..2
#> ok 1 - shop: availability
#> not ok 2 - shop: input
#>   ---
#>   message: "more of the input was rejected than --max-bad allows"
#>   severity: "error"
#>   ...
#> status 4
#> TAP version 13
#> 1..2
#> ok 1 - shop: availability
#> not ok 2 - shop: input
#>   ---
#>   message: "more of the input was rejected than --max-bad allows"
#>   severity: "error"
#>   ...
#> status 4
#> status 4
#> status 4
#> status 0
#> status 3
#> status 0
#> status 1
#> status 1
#2> cxslo: 600 of 2000 records rejected (30%), more than --max-bad allows
#2> cxslo: 600 of 82000 records rejected (0.732%), more than --max-bad allows of one state
#2> cxslo: 600 of 4000 records rejected (15%), more than --max-bad allows
#2> cxslo: 600 of 4000 records rejected (15%), more than --max-bad allows
#2> cxslo: 600 of 2000 records rejected (30%)
#2> cxslo: fail: alive: alive: bad slices 30 of 60: 50% [33.6%, 67.8%], allowed 10%
#2> cxslo: fail: alive: alive: bad slices 60 of 60: 100% [95.1%, 100%], allowed 10%
