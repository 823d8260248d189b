# On a pipe that stays open a closed window is there at once, an idle source closes by the clock,
# and SIGTERM prints what is there and ends with 143.
. "$TOP/tests/cli/wait.inc"
mkfifo pipe
: > out
# Windows so long that none closes by the clock before what is written next has come.
cxstat -w 10m --lateness 0s --idle 100ms 'n = count()' < pipe > out &
pid=$!
exec 3> pipe
echo '{"timestamp":"2026-01-01T00:00:01Z"}' >&3
echo '{"timestamp":"2026-01-01T00:10:01Z"}' >&3
wait_until lines 1 out
cat out
echo '{"timestamp":"2026-01-01T00:19:59.5Z"}' >&3
wait_until lines 2 out
tail -n +2 out
echo '{"timestamp":"2026-01-01T00:25:00Z"}' >&3
wait_until asleep $pid
kill -TERM $pid
wait $pid
echo "status $?"
tail -n +3 out
exec 3>&-

#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T00:10:00Z","n":1}
#> {"kind":"stat","window":"2026-01-01T00:10:00Z","window_end":"2026-01-01T00:20:00Z","n":2}
#> status 143
#> {"kind":"stat","window":"2026-01-01T00:20:00Z","window_end":"2026-01-01T00:30:00Z","n":1}
#2> cxstat: interrupted after 4 records
