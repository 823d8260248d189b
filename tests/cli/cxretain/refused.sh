# What is asked for wrongly, and states that are not to be trusted: refused, and why.
echo '{"timestamp":1767261600,"user_id":"u","v":"w"}' > in
for o in '--lifecycle --churn' '--active --period week' '--brackets 1 --periods 2' '--brackets 3-1' \
    '--brackets 1,,2' '--brackets x' '--brackets 1x' '--within 1d' '--activation x>=0 --within 1d' \
    '--activation x>=1 --within 0s' '--activation x --within 1d --cohort every' '--idle 1d' \
    '--survival --idle 1 ' '--survival --idle 1d --event x' '--event x' '--start a(' '--return a(' '-b a(' \
    '-b user' '-b cohort=v' '-b v,v' '--stickiness --start x' '--activation x --within 1d --return y' \
    '--per-user --partial' '--cohort all --lifecycle' '--periods 0' '--period year' '--survival --periods 3' \
    '--now x' '-u a('; do
	cxretain $o in 2>&1 | head -n 1
done
state() { cxretain --partial "$@" in > "$name.state"; }
name=plain state
name=week state --period week
name=start state --start x
name=by state -b v
name=ask state --survival
name=tz state --tz Europe/Berlin
for f in week start by ask tz; do
	cxretain --merge plain.state $f.state; echo "status $? $f" >&2
done
for o in '--period week' '--start x' '-b v' --churn '--cohort first' '--tz UTC' '--from 2026-01-01' '-u v'; do
	cxretain --merge $o plain.state 2>&1 | head -n 1
done
cxretain --merge --now 2025-12-31 plain.state
cxretain --merge --now 2026-01-01T09:59:59Z ask.state
echo "status $?" >&2
cxretain --max-users 1 in | wc -l
{ cat in; echo '{"timestamp":1767261600,"user_id":"v"}'; } | cxretain --max-users 1
{ echo '{"timestamp":1767261600}'; echo '{"timestamp":1767261600,"user_id":""}'; echo '{"user_id":"u"}'
  echo '{"timestamp":9e21,"user_id":"u"}'; cat in; } > bad
cxretain --max-bad 100% --rejects out --start x bad
jq -c '[.line, .code]' out
cxretain in > /dev/full
echo "status $?" >&2
cxretain --partial in > /dev/full
echo "status $?" >&2
cxretain missing
echo "status $?" >&2
