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
#> Something went wrong, first under “Is it available?”; 7 verdicts hold.
#> ! availability: promise broken. 1.72% [1.47–2.01] of 6727 were bad, 0.5% is
#>   allowed; all of the interval lies beyond that.
#> ? It began in the window from 13:00 and was over by 15:45; at worst, from
#>   15:30, availability was 79.37% [68.19–87.98], usually 99.81% [99.68–99.89].
#> - Android app 5.2.0 (payment library 3) went out at 13:02, just as it began.
#>   That is when, not why.
#> - Android app 5.1.4 (taken back) went out at 15:43, just as it ended.
#> ? Hit hardest: app_version 5.2.0, with availability at 67.18% [61.95–72.11] of
#>   326; next worst is web with 99.79% [99.55–99.91].
#> ? availability was unusually poor: 98.28% [97.94–98.57], expected 99.78%
#>   (score 4.6).
#> ! The error budget of availability is used up: its balance is -245%, and it
#>   burnt 3.4 times as fast as allowed.
#> ? payment works: cannot be told yet. 0.76% [0.14–2.38] of 262 were bad, 1% is
#>   allowed; it takes about 4956 to say.
#> ? p95_ms was unusually poor: 309.0 ms [300.0–318.3], expected 274.5 ms (score
#>   17).
#> - orders: 260, +2.4% against same weekday last week (254).
#> - revenue: 13,506,000, +0.78% against same weekday last week (13,401,000).
#> - Of all stages “cart” is worth most: 1 pt of into the cart is 79.3
#>   [76.3–82.4] orders and 4,138,183 KRW [3,980,309–4,302,320] a week.
#> - short checkout: short is running, and it is too early to say. order changed
#>   by 0.015 [-0.054 – 0.084] so far; it takes 8086 more users, some 9 days.
#> ! 3500 orders a week: 1684 of 3500 by 31 Dec 2026, -39.7% of the way: behind.
#>
#> What to do first:
#> 1. It is over: find out what Android app 5.2.0 (payment library 3) broke for
#>    app_version 5.2.0, before it goes out again.
#> 2. Let nothing risky go out until the error budget of availability is there
#>    again.
#> 3. Conclude nothing of payment works yet: it takes about 4956 events.
#> 4. Let short checkout run: 8086 more users, some 9 days.
#> 5. Ask what would bring 3500 orders a week back on its way, or whether 3500
#>    still is the target.
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
#> 7건은 통과했습니다.
#> ! availability: 목표 미달. 6727건 중 1.72% [1.47–2.01]가 불량이며 허용치는
#>   0.5%입니다. 신뢰구간 전체가 허용치를 벗어납니다.
#> ? 13:00 구간에 시작되어 15:45에 끝났습니다. availability: 가장 나쁠 때(15:30)
#>   79.37% [68.19–87.98], 평소 99.81% [99.68–99.89].
#> - 13:02에 Android app 5.2.0 (payment library 3) 배포가 있었고, 그 무렵
#>   시작되었습니다. 시점이 겹칠 뿐 원인이라는 뜻은 아닙니다.
#> - 15:43에 Android app 5.1.4 (taken back) 배포가 있었고, 그 무렵 끝났습니다.
#> ? 가장 큰 영향: app_version 5.2.0. availability 67.18% [61.95–72.11] (326건).
#>   다음은 web 99.79% [99.55–99.91]입니다.
#> ? availability: 평소보다 눈에 띄게 나쁩니다. 98.28% [97.94–98.57], 예상 99.78%
#>   (점수 4.6).
#> ! availability의 오류 예산이 소진되었습니다. 잔여 -245%, 소진 속도는 허용치의
#>   3.4배입니다.
#> ? payment works: 아직 판단할 수 없습니다. 262건 중 0.76% [0.14–2.38]가 불량,
#>   허용치는 1%이며, 판단에는 약 4956건이 필요합니다.
#> ? p95_ms: 평소보다 눈에 띄게 나쁩니다. 309.0 ms [300.0–318.3], 예상 274.5 ms
#>   (점수 17).
#> - orders: 260, 지난주 같은 요일 대비 +2.4% (254).
#> - revenue: 13,506,000, 지난주 같은 요일 대비 +0.78% (13,401,000).
#> - 가장 가치가 큰 단계는 “cart”입니다. into the cart 1%p 변화는 주당 주문 79.3
#>   [76.3–82.4]건, 매출 4,138,183 KRW [3,980,309–4,302,320]에 해당합니다.
#> - short checkout: short안 실험이 진행 중이며 아직 판단하기 이릅니다. 지금까지
#>   order 변화 0.015 [-0.054 – 0.084]. 사용자 8086명, 약 9일이 더 필요합니다.
#> ! 3500 orders a week: 1684 / 목표 3500 (2026년 12월 31일까지), 진행 -39.7%:
#>   뒤처짐.
#>
#> 먼저 할 일:
#> Summary (bad)
#> Is the data there? (good)
#> Is it available? (bad)
#> Does it work? (not sure)
#> Is it fast? (to be watched)
#> What do people say?
#> What did it bring?
#> The journey, stage by stage
#> Where people drop out
#> Sessions and ways through them
#> Who comes back
#> Who they are
#> Experiments
#> Key results (bad)
#> 0
#> 102
