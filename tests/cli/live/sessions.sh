# Sessions while the input goes on: each is there when records are past its end, alerts when they
# happen, an idle source goes on by the clock, and SIGTERM writes what is open and ends with 143.
. "$TOP/tests/cli/wait.inc"
line() { echo "{\"timestamp\":\"2026-01-01T00:$1Z\",\"user_id\":\"$2\",\"status\":${3:-200},\"path\":\"/\"}"; }
show() { jq -c '[.kind, .user, .alert, .start // .since, .end // .timestamp]'; }
mkfifo pipe
: > out
cxsession --sessions --gap 10m --lateness 5s --alert 'refused:status == 403@2' < pipe > out &
pid=$!
exec 3> pipe
line 00:01 ann >&3
line 00:02 ann 403 >&3
line 00:03 ann 403 >&3
line 00:09 bob >&3
wait_until lines 1 out
show < out
line 10:09 bob >&3
wait_until lines 2 out
tail -n +2 out | show
line 10:10 cyd >&3
wait_until asleep $pid
kill -TERM $pid
wait $pid
echo "status $?"
tail -n +3 out | show
exec 3>&-
# The clock goes on for a source that is silent.
mkfifo still
: > out
cxsession --sessions --gap 1s --lateness 0s --idle 100ms < still > out &
pid=$!
exec 3> still
line 00:01 ann >&3
wait_until lines 1 out
show < out
exec 3>&-
wait $pid
echo "status $?"
# A late record is set aside with its place, and is in no session; records get the ids that they
# have at rest.
for r in '00:00 ann' '00:20 bob' '00:05 ann' '00:15 ann'; do line $r; done > in
cxsession --lateness 10s --max-bad 100% --rejects late in | jq -c '[.user_id, .timestamp[17:19], .session_id, .session_number]'
jq -c '[.line, .code]' late
cxsession in | jq -r .session_id | sort -u > rest
cxsession --lateness 1m in | jq -r .session_id | sort -u | cmp - rest && echo 'the same ids'
# However the input is cut, and for any number of threads, the same bytes.
cxsession --sessions --lateness 10s --max-bad 100% in > a 2>&1
dd if=in bs=7 2> /dev/null | cxsession --sessions --lateness 10s --max-bad 100% -j 3 2>&1 | sed s/stdin/in/ | cmp - a && echo 'the same bytes'

#> ["session_alert","ann","refused","2026-01-01T00:00:02Z","2026-01-01T00:00:03Z"]
#> ["session","ann",null,"2026-01-01T00:00:01Z","2026-01-01T00:00:03Z"]
#> status 143
#> ["session","bob",null,"2026-01-01T00:00:09Z","2026-01-01T00:10:09Z"]
#> ["session","cyd",null,"2026-01-01T00:10:10Z","2026-01-01T00:10:10Z"]
#> ["session","ann",null,"2026-01-01T00:00:01Z","2026-01-01T00:00:01Z"]
#> status 0
#> ["ann","00","78193fee192332ce",null]
#> ["ann","15","78193fee192332ce",null]
#> ["bob","20","9797c380003ba28e",null]
#> [3,"late"]
#> the same ids
#> the same bytes
#2> cxsession: interrupted after 6 records
#2> cxsession: in:3: late: the watermark had passed it (see --lateness)
#2> cxsession: 1 of 4 records rejected (25%)
