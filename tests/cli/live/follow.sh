# On a pipe that stays open a closed window is there at once, an idle source closes by the clock,
# and SIGTERM prints what is there and ends with 143.
mkfifo pipe
: > out
cxstat -w 10s --lateness 0s --idle 100ms 'n = count()' < pipe > out &
pid=$!
exec 3> pipe
wait_lines() {
	i=0
	while [ "$(wc -l < out)" -lt "$1" ] && [ $i -lt 300 ]; do sleep 0.05; i=$((i + 1)); done
}
echo '{"timestamp":"2026-01-01T00:00:01Z"}' >&3
echo '{"timestamp":"2026-01-01T00:00:11Z"}' >&3
wait_lines 1
cat out
echo '{"timestamp":"2026-01-01T00:00:19.5Z"}' >&3
wait_lines 2
tail -n +2 out
echo '{"timestamp":"2026-01-01T00:00:25Z"}' >&3
sleep 0.3
kill -TERM $pid
wait $pid
echo "status $?"
tail -n +3 out
exec 3>&-
