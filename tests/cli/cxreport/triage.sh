# What is above censors what is below: each section says how far it holds.
stat() {
	printf '{"kind":"stat","window":"2026-11-%s","window_end":"2026-11-%s",' "$1" "$2"
	echo "$3}"
}
slo() {
	printf '{"kind":"slo","slo":"s","objective":"%s","level":"%s","verdict":"%s",' "$1" "$2" "$3"
	echo "\"n\":1000,\"bad\":20,\"rate\":0.02,\"rate_lo\":0.01,\"rate_hi\":0.03,\"allowed\":0.005,\"type\":\"ratio\",\"severity\":\"${4-gate}\"${5-}}"
}
day=T00:00:00Z
{
	stat "20$day" "21$day" '"orders":100,"p95_ms":200,"p95_ms_lo":190,"p95_ms_hi":210,"nps":30'
	stat "27$day" "28$day" '"orders":90,"p95_ms":220,"p95_ms_lo":210,"p95_ms_hi":230,"nps":20'
} >day
caveats() {
	cxreport --as md "$@" | grep -e '^## ' -e '^> '
	echo
}
echo all is well; caveats day
slo availability availability fail >fail; caveats day fail
slo availability availability inconclusive gate ',"needed_n":5000' >open; caveats day open
slo availability availability fail warn >advice; caveats day advice
slo works functionality fail >works; caveats day works
echo '{"kind":"check","check":"fresh t","verdict":"fail","n":1,"bad":1,"rate":1,"lo":0,"hi":1,"target":1,"type":"fresh","severity":"error"}' >old
caveats day fail old
cxreport --as text day fail old | sed -n '/What to do/,/^Is/p'

# The age of the data counts where both the clock and the limit are given.
echo 'freshness: {max_age: 2h}' >spec
cxreport --as text --spec spec --now 2026-11-28T01:00Z day | sed -n '7,10p'
cxreport --as text --spec spec --now 2026-11-28T05:00Z day | sed -n '7,14p'
cxreport --as text --spec spec day | sed -n '7,10p'

# Windows that are missing.
for h in 00 01 02 05 06; do
	stat "27T$h:00:00Z" "27T${h%?}$(( ${h#?} + 1 )):00:00Z" '"requests":5'
done >hours
cxreport --as text day hours | grep missing

# A calendar: what is closed is not missed, and a holiday is no day like others.
cat >calendar.yaml <<'END'
open: [{days: mon-fri, hours: 02:00-07:00}]
holidays: [2026-11-20 Founding day]
maintenance: [{from: 2026-11-27T04:00, to: 2026-11-27T05:00, note: new database}]
END
cxreport --as text --calendar calendar.yaml day hours | grep -e missing -e 'like others'
cxreport --as text --calendar calendar.yaml day hours | grep 'new database' | sort -u
cxreport --as text --lang ko --calendar calendar.yaml day | sed -n '7,9p'

#> all is well
#> ## Summary
#> ## Is the data there?
#> ## Is it fast?
#> ## What do people say?
#> ## What did it bring?
#>
#> ## Summary (bad)
#> ## Is the data there?
#> ## Is it available? (bad)
#> ## Is it fast?
#> > This is the speed of what was served: 2% \[1–3\] of requests failed (“Is it available?”), and how fast a failure comes says nothing good.
#> ## What do people say?
#> > Conditional on “Is it available?”: 2% \[1–3\] of requests failed, and who sent them is hardly in what follows.
#> ## What did it bring?
#> > Conditional on “Is it available?”: 2% \[1–3\] of requests failed, and who sent them is hardly in what follows.
#>
#> ## Summary (not sure)
#> ## Is the data there?
#> ## Is it available? (not sure)
#> ## Is it fast?
#> > This is the speed of what was served: 2% \[1–3\] of requests failed (“Is it available?”), and how fast a failure comes says nothing good.
#> ## What do people say?
#> > Conditional: what “Is it available?” asks cannot be told yet.
#> ## What did it bring?
#> > Conditional: what “Is it available?” asks cannot be told yet.
#>
#> ## Summary (to be watched)
#> ## Is the data there?
#> ## Is it available? (to be watched)
#> ## Is it fast?
#> ## What do people say?
#> ## What did it bring?
#>
#> ## Summary (bad)
#> ## Is the data there?
#> ## Does it work? (bad)
#> ## Is it fast?
#> > Conditional: what “Does it work?” says did not hold, and what follows is of those who got through.
#> ## What do people say?
#> > Conditional: what “Does it work?” says did not hold, and what follows is of those who got through.
#> ## What did it bring?
#> > Conditional: what “Does it work?” says did not hold, and what follows is of those who got through.
#>
#> ## Summary (bad)
#> ## Is the data there? (bad)
#> ## Is it available? (bad)
#> > First see “Is the data there?”: as long as the data is not known to be whole, what follows may change.
#> ## Is it fast?
#> > First see “Is the data there?”: as long as the data is not known to be whole, what follows may change.
#> ## What do people say?
#> > First see “Is the data there?”: as long as the data is not known to be whole, what follows may change.
#> ## What did it bring?
#> > First see “Is the data there?”: as long as the data is not known to be whole, what follows may change.
#>
#> What to do first:
#> 1. Find out why the check “fresh t” does not hold, before anything is
#>    concluded.
#> 2. Look at what failed, and since when.
#>
#> Is the data there? (bad)
#>
#> Nothing here was judged: these are figures without a verdict.
#> - orders: 90, -10.0% against same weekday last week (100).
#>
#>
#> Something went wrong, first under “Is the data there?”; 0 verdicts hold.
#> ! The data ends at 28 Nov 2026 00:00, too long before 28 Nov 2026 05:00.
#> - orders: 90, -10.0% against same weekday last week (100).
#>
#> What to do first:
#> 1. Find out why the data is old, before anything is concluded from it.
#>
#>
#> Nothing here was judged: these are figures without a verdict.
#> - orders: 90, -10.0% against same weekday last week (100).
#>
#> ? Windows of requests that are missing: 19, the first at 27 Nov 03:00.
#> ? Windows of requests that are missing: 19, the first at 27 Nov 03:00.
#> - 27 Nov 2026 is no day like others: new database.
#> - 20 Nov 2026, which this is compared with, was no day like others: Founding
#> ? Windows of requests that are missing: 1, the first at 27 Nov 03:00.
#> - 27 Nov 2026 is no day like others: new database.
#> - 20 Nov 2026, which this is compared with, was no day like others: Founding
#> ? Windows of requests that are missing: 1, the first at 27 Nov 03:00.
#> - 27 Nov 2026 is no day like others: new database.
#> 27 Nov 04:00: new database
#>
#> 판정 대상이 없습니다. 아래는 판정 없는 수치입니다.
#> - 2026년 11월 27일: 평소와 다른 날입니다 (new database).
