# One run at a time has the place; what a signal or a kill leaves is read again.
. "$TOP/tests/cli/wait.inc"
args='--resume p -o out/ --max-bad 100%'
mkdir out; mkfifo bad
awk 'BEGIN { for (i = 1; i < 9; i++) print "{\"n\":" i "}" }' > log
cxselect $args log; lines 8 out/0000000001.ndjson && echo 8
awk 'BEGIN { for (i = 0; i < 30000; i++) print "{\"n\":" i }' >> log; echo '{"n":9}' >> log
cp p before
echo '# while one is at it'
cxselect $args --rejects bad log 2> err & job=$!
exec 3< bad; wait_until asleep $job
sed "s/^$job\$/its process/" p.lock
cxselect $args log 2> err2; echo "status $?"; sed "s/process $job;/process N;/" err2
cxselect $args --wait log 2> err2 & waiting=$!
wait_until asleep $waiting; kill -TERM $waiting; wait $waiting; echo "status $?"; cat err2
echo '# a signal: nothing of it counts, and who waits goes on'
cxselect $args --wait log 2> err2 & waiting=$!
kill -TERM $job; wait $job; echo "status $?"; tail -n 1 err; exec 3<&-
wait $waiting; echo "status $?"; tail -n 1 err2
ls -A; cat out/*2.ndjson
echo '# a kill: the next run takes the lock that is left, and overwrites what there is'
cp before p; echo old > out/0000000002.ndjson
cxselect $args --rejects bad log 2> err & job=$!
exec 3< bad; wait_until asleep $job; kill -KILL $job; wait $job 2> wait; echo "status $?"; exec 3<&-
ls p.lock; cat out/*2.ndjson
cxselect $args log 2> err; echo "status $?"; cat out/*2.ndjson; ls p.lock 2> ls || echo 'no lock'

#> 8
#> # while one is at it
#> its process
#> status 2
#> cxselect: p: another run is using it, process N; --wait waits for its end
#> status 143
#> # a signal: nothing of it counts, and who waits goes on
#> status 143
#> cxselect: interrupted after 0 records: 'out/0000000002.ndjson' was not written
#> status 0
#> cxselect: 30000 of 30001 records rejected (100%); --rejects FILE keeps them
#> bad
#> before
#> err
#> err2
#> log
#> out
#> p
#> {"n":9}
#> # a kill: the next run takes the lock that is left, and overwrites what there is
#> status 137
#> p.lock
#> old
#> status 0
#> {"n":9}
#> no lock
