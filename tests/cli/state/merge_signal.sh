# A signal ends the input of --merge as it ends any: what was read is written.
. "$TOP/tests/cli/wait.inc"
echo '{"r":"a"}' > in
echo '{"r":"b"}' >> in
cxstat -b r --partial 'n = count()' in > s
mkfifo pipe
cxstat --merge pipe > out &
pid=$!
exec 3> pipe
head -n 2 s >&3
wait_until asleep $pid
kill -TERM $pid
wait $pid
echo "status $?"
exec 3>&-
cat out

#> status 143
#> {"kind":"stat","r":"a","n":1}
#2> cxstat: interrupted after 0 records
