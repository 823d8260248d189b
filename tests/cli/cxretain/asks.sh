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

#> a return is another event than the start
#> ["2026-01-01",1,0,1]
#> ["2026-01-01",1,1,0]
#> ["2026-01-01",1,2,1]
#> ["2026-01-02",2,0,1]
#> ["2026-01-02",2,1,0]
#> ["2026-01-02",2,2,0]
#> first buyers who came back within 30 days, by channel
#> {"kind":"retention","channel":"ad","size":2,"k":1,"k_end":30,"n":1,"rate":0.5,"rate_lo":0.09453120573423075,"rate_hi":0.9054687942657692,"complete":true}
#> {"kind":"retention","channel":"mail","size":1,"k":1,"k_end":30,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> the first known value of each, null when there is none
#> {"kind":"retention_user","user":"ann","channel":"ad","event_name":"sign_up","cohort":"2026-01-01T00:00:00Z","k":[0,2]}
#> {"kind":"retention_user","user":"bob","channel":"mail","event_name":"buy","cohort":"2026-01-02T00:00:00Z","k":[0,18]}
#> {"kind":"retention_user","user":"cy","channel":"ad","event_name":"sign_up","cohort":"2026-01-02T00:00:00Z","k":[0,34]}
#> {"kind":"retention_user","user":"dee","channel":null,"event_name":"view","cohort":"2026-01-05T00:00:00Z","k":[0]}
#> activation
#> {"kind":"activation","cohort":"2026-01-01T00:00:00Z","size":1,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"activation","cohort":"2026-01-02T00:00:00Z","size":2,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.6576197724933468,"complete":true}
#> {"kind":"activation","size":3,"n":1,"rate":0.3333333333333333,"rate_lo":0.061491944720396256,"rate_hi":0.7923403991979523,"complete":true}
#> {"kind":"activation","channel":"ad","cohort":"2026-01-01T00:00:00Z","size":2,"n":1,"rate":0.5,"rate_lo":0.09453120573423075,"rate_hi":0.9054687942657692,"complete":true}
#> {"kind":"activation","channel":"mail","cohort":"2026-01-01T00:00:00Z","size":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"activation_user","user":"ann","start":"2026-01-01T10:00:00Z","n":2,"activated":true}
#> {"kind":"activation_user","user":"bob","start":"2026-01-02T10:00:00Z","n":1,"activated":false}
#> {"kind":"activation_user","user":"cy","start":"2026-01-02T23:59:59.999999Z","n":0,"activated":false}
#> {"kind":"activation_user","user":"ann","start":"2026-01-01T10:00:00Z","n":2,"activated":true}
#> {"kind":"activation_user","user":"bob","start":"2026-01-02T10:00:00Z","n":2,"activated":true}
#> {"kind":"activation_user","user":"cy","start":"2026-01-02T23:59:59.999999Z","n":0,"activated":false}
#> {"kind":"activation_user","user":"dee","start":"2026-01-05T00:00:00Z","n":1,"activated":false}
#> idle for more than ten days
#> {"kind":"survival_user","user":"ann","start":"2026-01-01T10:00:00Z","end":"2026-01-13T09:00:00Z","t":11,"unit":"day","gone":true}
#> {"kind":"survival_user","user":"bob","start":"2026-01-02T10:00:00Z","end":"2026-01-12T10:00:00Z","t":10,"unit":"day","gone":true}
#> {"kind":"survival_user","user":"cy","start":"2026-01-02T23:59:59.999999Z","end":"2026-01-12T23:59:59.999999Z","t":10,"unit":"day","gone":true}
#> {"kind":"survival_user","user":"dee","start":"2026-01-05T00:00:00Z","end":"2026-01-15T00:00:00Z","t":10,"unit":"day","gone":true}
#> {"kind":"survival","channel":"ad","t":1,"unit":"week","at_risk":2,"events":2,"censored":0,"survival":0,"survival_lo":null,"survival_hi":null,"se":0}
#> {"kind":"survival","channel":"mail","t":1,"unit":"week","at_risk":1,"events":1,"censored":0,"survival":0,"survival_lo":null,"survival_hi":null,"se":0}
#> {"kind":"survival_time","channel":"ad","n":2,"events":2,"median":1,"median_lo":1,"median_hi":null,"unit":"week"}
#> {"kind":"survival_time","channel":"mail","n":1,"events":1,"median":1,"median_lo":1,"median_hi":null,"unit":"week"}
#> {"kind":"logrank","chisq":null,"df":0,"p":null,"groups":[{"channel":"ad","n":2,"observed":2,"expected":2},{"channel":"mail","n":1,"observed":1,"expected":1}]}
#> with an event, whatever was before
#> {"kind":"survival_user","user":"ann","start":"2026-01-01T10:00:00Z","end":"2026-01-01T11:00:00Z","t":0,"unit":"day","gone":true}
#> {"kind":"survival_user","user":"bob","start":"2026-01-02T10:00:00Z","end":"2026-01-02T10:00:00Z","t":0,"unit":"day","gone":true}
#> {"kind":"survival_user","user":"cy","start":"2026-01-02T23:59:59.999999Z","end":"2026-02-05T00:00:00Z","t":33,"unit":"day","gone":true}
#> active users
#> {"kind":"active","day":"2026-01-06T00:00:00Z","dau":1,"wau":null,"mau":null,"dau_wau":null,"dau_mau":null,"complete":true}
#> {"kind":"active","day":"2026-01-07T00:00:00Z","dau":2,"wau":2,"mau":null,"dau_wau":0.6428571428571429,"dau_mau":null,"complete":true}
#> {"kind":"active","day":"2026-01-29T00:00:00Z","dau":1,"wau":2,"mau":null,"dau_wau":0.7142857142857143,"dau_mau":null,"complete":true}
#> {"kind":"active","day":"2026-01-30T00:00:00Z","dau":1,"wau":2,"mau":2,"dau_wau":0.7142857142857143,"dau_mau":0.6333333333333333,"complete":true}
#> {"kind":"active","day":"2026-01-31T00:00:00Z","dau":1,"wau":2,"mau":2,"dau_wau":0.6428571428571429,"dau_mau":0.6333333333333333,"complete":true}
#> {"kind":"active","day":"2026-01-30T00:00:00Z","dau":1,"wau":2,"mau":2,"dau_wau":0.7142857142857143,"dau_mau":0.6333333333333333,"complete":true}
#> {"kind":"active","day":"2026-01-31T00:00:00Z","dau":1,"wau":2,"mau":2,"dau_wau":null,"dau_mau":null,"complete":false}
#> weeks from Sunday, months of a zone
#> ["2025-12-28T00:00:00Z",3,0,3]
#> ["2025-12-28T00:00:00Z",3,1,0]
#> ["2025-12-28T00:00:00Z",3,2,0]
#> ["2026-01-04T00:00:00Z",1,0,1]
#> ["2026-01-04T00:00:00Z",1,1,0]
#> ["2026-01-04T00:00:00Z",1,2,0]
#> ["2026-01-01T00:00:00-05:00",4,0,4]
#> ["2026-01-01T00:00:00-05:00",4,1,1]
#> ["2026-01-01T00:00:00Z",4,0,4]
#> ["2026-01-01T00:00:00Z",4,1,1]
#> nothing is later than now
#> ["2026-01-01",1,0,1,true]
#> ["2026-01-01",1,1,0,true]
#> ["2026-01-02",2,0,2,true]
#> status 0
#> status 0
#2> cxretain: nobody is counted: no record is a start (--start), or none is so early that it counts
#2> cxretain: nobody is counted: no record is a start (--start), or none is so early that it counts
