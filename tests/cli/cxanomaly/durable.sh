# The memory is renewed when the output is written, and never without it.
. "$TOP/tests/cli/cxanomaly/series.inc"
. "$TOP/tests/cli/wait.inc"
say() { "$@"; echo "status $?"; }
temporary() { ls | grep -c '[.]tmp$'; }
series /a 400 300 3 > a
sed -n '1,200p' a | cxanomaly --state s p95 > out
cp s before
# The output has no room: the next run finds the same once more.
{ cxanomaly --state s p95 a > /dev/full; } 2> /dev/null; echo "status $?"
cmp before s && echo 'state unchanged'
say cxanomaly --state s --rejects no/such p95 a > out; cmp before s && echo 'state unchanged'
# Input that breaks off.
gzip -c a | head -c 500 > cut.gz
cxanomaly --state s p95 cut.gz > out 2> err; echo "status $?"; cmp before s && echo 'state unchanged'
# A signal: -o is dropped, so is what would be remembered of it.
mkfifo pipe
cxanomaly --state s -o kept p95 pipe & job=$!
exec 3> pipe; cat a >&3; wait_until there 's.*tmp'; wait_until asleep $job; kill -TERM $job; wait $job; echo "status $?"
exec 3>&-
ls kept 2> /dev/null; cmp before s && echo 'state unchanged'; temporary
# Standard output has got what was found: it is remembered.
cxanomaly --state s p95 pipe > out & job=$!
exec 3> pipe; cat a >&3; wait_until lines 400 out
# While it runs nobody else may.
say cxanomaly --state s p95 a
kill -TERM $job; wait $job; echo "status $?"
exec 3>&-
jq -r .status out | sort | uniq -c | sed 's/^ *//'
cxanomaly --state s p95 a | jq -r .status | uniq -c | sed 's/^ *//'
# Two first runs: one of them is not the first.
cxanomaly --state new p95 pipe > out & job=$!
exec 3> pipe; cat a >&3; wait_until there 'new.*tmp'; cp s new; exec 3>&-; wait $job; echo "status $?"
cmp s new && echo 'state unchanged'; temporary
# More rejects than allowed: what was found is written, and remembered.
rm s; { cat a; echo '{'; } | cxanomaly --max-bad 0 --state s p95 2> err | wc -l | tr -d ' '
sed -n 2p s | cut -c 1-60
# Files that cannot be it.
say cxanomaly --state - p95 a
say cxanomaly --state out -o out p95 a
say cxanomaly --state r --rejects r p95 a
say cxanomaly --state . p95 a

#> status 2
#> state unchanged
#> state unchanged
#> status 2
#> state unchanged
#> status 143
#> state unchanged
#> 0
#> status 2
#> status 143
#> 2 anomaly
#> 198 ok
#> 200 seen
#> 400 seen
#> status 2
#> state unchanged
#> 0
#> 400
#> {"kind":"state","key":{"series":["route","/a"]},"state":{"la
#> status 2
#> status 2
#> status 2
#> status 2
#2> cxanomaly: no/such: cannot make a temporary file beside it: No such file or directory
#2> cxanomaly: interrupted after 400 records: 'kept' was not written
#2> cxanomaly: s: another run is using it
#2> cxanomaly: interrupted after 400 records
#2> cxanomaly: new: another run has made it meanwhile
#2> cxanomaly: --state: expected a file, got '-'
#2> try 'cxanomaly --help'
#2> cxanomaly: --state and --output are one file: 'out'
#2> try 'cxanomaly --help'
#2> cxanomaly: --state and --rejects are one file: 'r'
#2> try 'cxanomaly --help'
#2> cxanomaly: .: Is a directory
