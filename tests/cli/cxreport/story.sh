# The day of an invented shop: what the page says first, in both languages, whatever the order.
"$TOP/scripts/story" --visits 2000 shop >/dev/null 2>&1 || echo story $?
cd shop || exit
set -- checks daily deploys experiment funnel groups kpi quarters retention segments sessions slo
for f; do
	set -- "$@" "$f.ndjson"
	shift
done


cxreport --as text "$@" >page.txt
echo "status $?"
awk '/^[-=]+$/ { n++; if (n == 3) exit } { print }' page.txt
echo
cxreport --as text --lang ko "$@" | sed '/^먼저 할 일/q'

# Sections, in the order of triage.
cxreport --as md "$@" >page.md
sed -n 's/^## //p' page.md

# The order of files does not show; nor does how often one asks.
reversed=
for f; do reversed="$f $reversed"; done
for form in html md text; do
	cxreport --as $form "$@" >one
	# shellcheck disable=SC2086 # names without spaces
	cxreport --as $form $reversed >two
	cmp one two
done
grep -c '<svg' one
cxreport "$@" | grep -c '<svg'

#> status 0
#> The day's page
#> ==============
#> Friday, 27 November 2026
#>
#> Summary (bad)
#> -------------
#>
#> Something went wrong, first under “Is it available?”; 6 verdicts hold.
#> ! availability: promise broken. 2.0% [1.1–3.4] of 6968 were bad, 0.5% is
#>   allowed; all of the interval lies beyond that.
#> ? It began in the window from 13:00 and was over by 15:45; at worst, from
#>   15:15, it was 80.70% [68.66–88.87], usually 99.81% [99.67–99.89].
#> - Android app 5.2.0 (payment library 3) went out at 13:02, just as it began.
#>   That is when, not why.
#> - Android app 5.1.4 (taken back) went out at 15:43, just as it ended.
#> ? Hit hardest: app_version 5.2.0, with availability at 66.75% [61.88–71.29] of
#>   382; next worst is web with 99.79% [99.54–99.90].
#> ? availability was unusually poor: 98.02% [97.66–98.32], expected 99.78%
#>   (score 5.6).
#> ! The error budget of availability is spent: -296% of it is left, and it burnt
#>   4.0 times as fast as allowed.
#> ? payment works: cannot be told yet. 1.1% [0.2–3.0] of 280 were bad, 1% is
#>   allowed; it takes about 65,153 to say.
#> ? p95: cannot be told yet. It was 315 [306–331], the limit is 400, of 6968; it
#>   takes about 10,893 to say.
#> ? p95_ms was unusually poor: 315.2 ms [306.0–331.1], expected 274.5 ms (score
#>   31).
#> - orders: 277, +5.7% against same weekday last week (262).
#> - revenue: 13,900,000, +0.45% against same weekday last week (13,838,000).
#> - Of all stages “cart” is worth most: 1 pt of into the cart is 79.6
#>   [76.5–82.7] orders and 4,137,458 KRW [3,980,590–4,300,508] a week.
#> - short checkout: short is running, and it is too early to say. order changed
#>   by 0.038 [-0.004 – 0.080] so far; it takes 6167 more users, some 7 days.
#> ? 3500 orders a week: 1705 of 3500 by 1 Jan 2027, -38.1% of the way: at risk.
#>
#> What to do first:
#> 1. It is over: find out what Android app 5.2.0 (payment library 3) broke for
#>    app_version 5.2.0, before it goes out again.
#> 2. Let nothing risky go out until the error budget of availability is there
#>    again.
#> 3. Conclude nothing of payment works yet: it takes about 65,153 events.
#> 4. Conclude nothing of p95 yet: it takes about 10,893 events.
#> 5. Let short checkout run: 6167 more users, some 7 days.
#>
#> Is the data there? (good)
#>
#> 오늘의 리포트
#> =============
#> 2026년 11월 27일 금요일
#>
#> 요약 (문제)
#> -----------
#>
#> 문제가 있었습니다. 먼저 “이용할 수 있었는가 (가용성)” 항목을 보십시오. 판정
#> 6건은 통과했습니다.
#> ! availability: 목표 미달. 6968건 중 2.0% [1.1–3.4]가 불량이며 허용치는
#>   0.5%입니다. 신뢰구간 전체가 허용치를 벗어납니다.
#> ? 13:00 구간에 시작되어 15:45에 끝났습니다. 가장 나쁠 때(15:15)는 80.70%
#>   [68.66–88.87], 평소는 99.81% [99.67–99.89]입니다.
#> - 13:02에 Android app 5.2.0 (payment library 3) 배포가 있었고, 그 무렵
#>   시작되었습니다. 시점이 겹칠 뿐 원인이라는 뜻은 아닙니다.
#> - 15:43에 Android app 5.1.4 (taken back) 배포가 있었고, 그 무렵 끝났습니다.
#> ? 가장 큰 영향: app_version 5.2.0. availability 66.75% [61.88–71.29] (382건).
#>   다음은 web 99.79% [99.54–99.90]입니다.
#> ? availability: 평소보다 눈에 띄게 나쁩니다. 98.02% [97.66–98.32], 예상 99.78%
#>   (점수 5.6).
#> ! availability의 오류 예산이 소진되었습니다. 잔여 -296%, 소진 속도는 허용치의
#>   4.0배입니다.
#> ? payment works: 아직 판단할 수 없습니다. 280건 중 1.1% [0.2–3.0]가 불량,
#>   허용치는 1%이며, 판단에는 약 65,153건이 필요합니다.
#> ? p95: 아직 판단할 수 없습니다. 315 [306–331], 한도 400(6968건)이며, 판단에는
#>   약 10,893건이 필요합니다.
#> ? p95_ms: 평소보다 눈에 띄게 나쁩니다. 315.2 ms [306.0–331.1], 예상 274.5 ms
#>   (점수 31).
#> - orders: 277, 지난주 같은 요일 대비 +5.7% (262).
#> - revenue: 13,900,000, 지난주 같은 요일 대비 +0.45% (13,838,000).
#> - 가장 가치가 큰 단계는 “cart”입니다. into the cart 1%p 변화는 주당 주문 79.6
#>   [76.5–82.7]건, 매출 4,137,458 KRW [3,980,590–4,300,508]에 해당합니다.
#> - short checkout: short안 실험이 진행 중이며 아직 판단하기 이릅니다. 지금까지
#>   order 변화 0.038 [-0.004 – 0.080]. 사용자 6167명, 약 7일이 더 필요합니다.
#> ? 3500 orders a week: 1705 / 목표 3500 (2027년 1월 1일까지), 진행 -38.1%:
#>   위험.
#>
#> 먼저 할 일:
#> Summary (bad)
#> Is the data there? (good)
#> Is it available? (bad)
#> Does it work? (not sure)
#> Is it fast? (not sure)
#> What do people say?
#> What did it bring?
#> The journey, stage by stage
#> Where people drop out
#> Sessions and ways through them
#> Who comes back
#> Who they are
#> Experiments
#> Key results (to be watched)
#> 0
#> 107
