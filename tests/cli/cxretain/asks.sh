# What is asked beside retention: active users, activation, survival by idleness, groups, users.
ev() { echo "{\"timestamp\":\"2026-0$2Z\",\"user_id\":\"$1\",\"event_name\":\"$3\"${4:+,\"channel\":\"$4\"}}"; }
{ ev ann 1-01T10:00:00 sign_up; ev ann 1-01T11:00:00 buy ad; ev ann 1-03T09:00:00 buy mail
  ev bob 1-02T10:00:00 sign_up mail; ev bob 1-02T10:00:00 buy; ev bob 1-20T00:00:00 view
  ev cy 1-02T23:59:59.999999 sign_up ad; ev cy 2-05T00:00:00 buy; ev dee 1-05T00:00:00 view; } > in
echo 'a return is another event than the start'
cxretain --start sign_up --return any --periods 2 --now 2026-03-01 in | jq -c '[.cohort[0:10], .size, .k, .n]'
echo 'first buyers who came back within 30 days, by channel'
cxretain --start buy --brackets 1-30 --cohort all -b channel --now 2026-04-01 in
echo 'the first known value of each, null when there is none'
cxretain --per-user -b channel,event_name in
echo 'activation'
for o in '' '--cohort all' '-b channel --period month' --per-user; do
	cxretain --start sign_up --activation 'buy>=2' --within 2d $o in
done
cxretain --activation '(event_name == "buy" || event_name == "view") >= 2' --within 30d --per-user in
echo 'idle for more than ten days'
cxretain --survival --idle 10d --per-user in
cxretain --survival --idle 10d --period week --start sign_up -b channel in
echo 'with an event, whatever was before'
cxretain --survival --event buy --start sign_up --per-user in
echo 'active users'
for d in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31; do
	ev daily 1-${d}T10:00:00 view
	case $d in 0[37]|1[47]|2[1478]) ev some 1-${d}T12:00:00 view ;; esac
done > days
cxretain --active --now 2026-02-01 days | sed -n '6,7p;29,31p'
cxretain --active --periods 2 days
echo 'weeks from Sunday, months of a zone'
cxretain --period week --week-start sunday --periods 2 in | jq -c '[.cohort, .size, .k, .n]'
cxretain --period month --tz America/New_York --periods 1 in | jq -c '[.cohort, .size, .k, .n]'
cxretain --clock rolling --period month --periods 1 --now 2026-06-01 in | jq -c '[.cohort, .size, .k, .n]'
echo 'nothing is later than now'
cxretain --now 2026-01-03 --periods 1 in | jq -c '[.cohort[0:10], .size, .k, .n, .complete]'
: > empty
cxretain empty; cxretain --survival empty; echo "status $?"
cxretain --start nothing in; cxretain --survival --start nothing in; echo "status $?"
