/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_say - the sentences in which pages say what was found: see page/page_lang.h
 *
 * {0} to {9} are names, times and numbers, which bring their unit and interval along.  Korean
 * sentences do without particles behind them: those would depend on how a name ends.
 */
#ifndef CX_PAGE_PAGE_SAY_H
#define CX_PAGE_PAGE_SAY_H

#define PAGE_SAY_LIST \
	PAGE_WORD(HEAD_NONE, \
	    "Nothing here was judged: these are figures without a verdict.", \
	    "판정 대상이 없습니다. 아래는 판정 없는 수치입니다.") \
	PAGE_WORD(HEAD_GOOD, \
	    "Nothing that was judged went wrong: {1} verdicts hold.", \
	    "판정한 항목에 문제가 없습니다. 판정 {1}건이 모두 통과했습니다.") \
	PAGE_WORD(HEAD_WARN, \
	    "Something is to be watched, first under “{0}”; {1} verdicts hold.", \
	    "주의할 점이 있습니다. 먼저 “{0}” 항목을 보십시오. 판정 {1}건은 통과했습니다.") \
	PAGE_WORD(HEAD_BAD, \
	    "Something went wrong, first under “{0}”; {1} verdicts hold.", \
	    "문제가 있었습니다. 먼저 “{0}” 항목을 보십시오. 판정 {1}건은 통과했습니다.") \
	PAGE_WORD(HEAD_UNSURE, \
	    "It cannot be told whether all is well, first under “{0}”; {1} verdicts hold.", \
	    "문제가 없는지 아직 판단할 수 없습니다. 먼저 “{0}” 항목을 보십시오. 판정 {1}건은 " \
	    "통과했습니다.") \
	/* how far a section holds */ \
	PAGE_WORD(CAVEAT_DATA, \
	    "First see “{0}”: as long as the data is not known to be whole, what follows may " \
	    "change.", \
	    "먼저 “{0}” 항목을 보십시오. 데이터가 온전한지 확인되지 않아 아래 내용은 바뀔 수 " \
	    "있습니다.") \
	PAGE_WORD(CAVEAT_BAD, \
	    "Conditional: what “{0}” says did not hold, and what follows is of those who got " \
	    "through.", \
	    "조건부입니다. “{0}” 항목에 문제가 있었으며, 아래는 정상 처리된 건만 본 것입니다.") \
	PAGE_WORD(CAVEAT_UNSURE, \
	    "Conditional: what “{0}” asks cannot be told yet.", \
	    "조건부입니다. “{0}” 항목을 아직 판단할 수 없습니다.") \
	PAGE_WORD(CAVEAT_DROPPED, \
	    "Conditional on “{0}”: {1} of requests failed, and who sent them is hardly in " \
	    "what follows.", \
	    "“{0}” 항목에 따른 조건부입니다. 요청의 {1}가 실패했고, 그 사용자는 아래 수치에 " \
	    "거의 들어 있지 않습니다.") \
	PAGE_WORD(CAVEAT_SERVED, \
	    "This is the speed of what was served: {1} of requests failed (“{0}”), and how " \
	    "fast a failure comes says nothing good.", \
	    "정상 처리된 요청의 속도입니다. 요청의 {1}는 실패했으며(“{0}”), 실패가 빠른 것은 " \
	    "좋은 뜻이 아닙니다.") \
	/* the data */ \
	PAGE_WORD(SAY_REACHES, "The data reaches to {0}.", "데이터는 {0}까지 들어와 있습니다.") \
	PAGE_WORD(SAY_OLD, \
	    "The data ends at {0}, too long before {1}.", \
	    "데이터가 {0}에서 끊겼습니다. {1} 기준으로 너무 오래되었습니다.") \
	PAGE_WORD(SAY_REJECTED, \
	    "{0} lines could not be read, and what they say is missing here; {1} records could.", \
	    "읽을 수 없는 줄 {0}건이 빠져 있습니다. 읽은 기록은 {1}건입니다.") \
	PAGE_WORD(SAY_HOLIDAY, "{0} is no day like others: {1}.", "{0}: 평소와 다른 날입니다 ({1}).") \
	PAGE_WORD(SAY_HOLIDAY_BEFORE, \
	    "{0}, which this is compared with, was no day like others: {1}.", \
	    "비교 대상인 {0}: 평소와 다른 날입니다 ({1}).") \
	PAGE_WORD(SAY_GAP, \
	    "From {0} on {1} points of a series did not come, which is unusual: {2}.", \
	    "{0}부터 값 {1}개가 들어오지 않았습니다. 평소와 다릅니다: {2}.") \
	PAGE_WORD(SAY_HOLES, \
	    "Windows of {2} that are missing: {0}, the first at {1}.", \
	    "{2}의 구간 {0}개가 비어 있습니다. 첫 구간은 {1}입니다.") \
	PAGE_WORD(SAY_GOES_ON, \
	    "The period is not over: this is as of {0}.", \
	    "기간이 아직 끝나지 않았습니다. {0} 현재입니다.") \
	PAGE_WORD(SAY_EVENTS_GOOD, \
	    "{0}: {1} events were checked, and all fit their plan.", \
	    "{0}: 이벤트 {1}건을 검사했고 모두 계획에 맞습니다.") \
	PAGE_WORD(SAY_EVENTS, \
	    "{0}: of {1} events that were checked {2} are good and {3} bad; {4} lines cannot " \
	    "be read.", \
	    "{0}: 검사한 이벤트 {1}건 중 정상 {2}건, 불량 {3}건이며, 읽을 수 없는 줄은 " \
	    "{4}건입니다.") \
	PAGE_WORD(SAY_CHECK_FAIL, \
	    "The check “{0}” failed: {1} of {2} are bad.", \
	    "검사 “{0}” 실패: {2}건 중 {1}건이 불량입니다.") \
	PAGE_WORD(SAY_CHECK_OPEN, \
	    "The check “{0}” had too little to judge: {1} of {2} are bad.", \
	    "검사 “{0}”: 판정하기에 부족합니다. {2}건 중 {1}건이 불량입니다.") \
	/* promises */ \
	PAGE_WORD(SAY_FAIL_RATE, \
	    "{0}: promise broken. {1} of {3} were bad, {2} is allowed; all of the interval " \
	    "lies beyond that.", \
	    "{0}: 목표 미달. {3}건 중 {1}가 불량이며 허용치는 {2}입니다. 신뢰구간 전체가 " \
	    "허용치를 벗어납니다.") \
	PAGE_WORD(SAY_FAIL_VALUE, \
	    "{0}: promise broken. It was {1}, the limit is {2}, of {3}; all of the interval " \
	    "lies beyond that.", \
	    "{0}: 목표 미달. {1}이며 한도는 {2}입니다({3}건). 신뢰구간 전체가 한도를 " \
	    "벗어납니다.") \
	PAGE_WORD(SAY_PASS_RATE, \
	    "{0}: promise kept. {1} of {3} were bad, {2} is allowed.", \
	    "{0}: 목표 달성. {3}건 중 {1}가 불량이며 허용치는 {2}입니다.") \
	PAGE_WORD(SAY_PASS_VALUE, \
	    "{0}: promise kept. It was {1}, the limit is {2}, of {3}.", \
	    "{0}: 목표 달성. {1}이며 한도는 {2}입니다({3}건).") \
	PAGE_WORD(SAY_NEED_RATE, \
	    "{0}: cannot be told yet. {1} of {3} were bad, {2} is allowed; it takes about " \
	    "{4} to say.", \
	    "{0}: 아직 판단할 수 없습니다. {3}건 중 {1}가 불량, 허용치는 {2}이며, 판단에는 " \
	    "약 {4}건이 필요합니다.") \
	PAGE_WORD(SAY_NEED_VALUE, \
	    "{0}: cannot be told yet. It was {1}, the limit is {2}, of {3}; it takes about " \
	    "{4} to say.", \
	    "{0}: 아직 판단할 수 없습니다. {1}, 한도 {2}({3}건)이며, 판단에는 약 {4}건이 " \
	    "필요합니다.") \
	PAGE_WORD(SAY_OPEN_RATE, \
	    "{0}: cannot be told. {1} of {3} were bad, {2} is allowed.", \
	    "{0}: 판단할 수 없습니다. {3}건 중 {1}가 불량이며 허용치는 {2}입니다.") \
	PAGE_WORD(SAY_OPEN_VALUE, \
	    "{0}: cannot be told. It was {1}, the limit is {2}, of {3}.", \
	    "{0}: 판단할 수 없습니다. {1}이며 한도는 {2}입니다({3}건).") \
	PAGE_WORD(SAY_NO_VERDICT, "{0}: no verdict.", "{0}: 판정 없음.") \
	PAGE_WORD(SAY_BUDGET_SPENT, \
	    "The error budget of {0} is used up: its balance is {1}, and it burnt {2} times " \
	    "as fast as allowed.", \
	    "{0}의 오류 예산이 소진되었습니다. 잔여 {1}, 소진 속도는 허용치의 {2}배입니다.") \
	PAGE_WORD(SAY_BUDGET_ENDS, \
	    "The error budget of {0} ends in {3} at this pace: {1} of it is left, and it " \
	    "burns {2} times as fast as allowed.", \
	    "이 속도라면 {0}의 오류 예산이 {3} 안에 소진됩니다. 잔여 {1}, 소진 속도는 " \
	    "허용치의 {2}배입니다.") \
	/* metrics */ \
	PAGE_WORD(SAY_BEYOND, \
	    "{0} is surely beyond its limit: {1}.", \
	    "{0}: 한도를 확실히 벗어났습니다({1}).") \
	PAGE_WORD(SAY_NEAR, "{0} is near its limit: {1}.", "{0}: 한도에 가깝습니다({1}).") \
	PAGE_WORD(SAY_RESULT, "{0}: {1}, {2} against {3} ({4}).", \
	    "{0}: {1}, {3} 대비 {2} ({4}).") \
	PAGE_WORD(SAY_UNUSUAL, \
	    "{0} was unusual: {1}, expected {2} (score {3}).", \
	    "{0}: 평소와 다릅니다. {1}, 예상 {2} (점수 {3}).") \
	PAGE_WORD(SAY_UNUSUAL_WORSE, \
	    "{0} was unusually poor: {1}, expected {2} (score {3}).", \
	    "{0}: 평소보다 눈에 띄게 나쁩니다. {1}, 예상 {2} (점수 {3}).") \
	PAGE_WORD(SAY_SHIFT, \
	    "{0} stands at another level: {1}, {2} before (score {3}).", \
	    "{0}: 수준이 바뀌었습니다. {1}, 이전 {2} (점수 {3}).") \
	PAGE_WORD(SAY_TREND, \
	    "{0} goes on away from what it was: {1}, {2} before (score {3}).", \
	    "{0}: 한쪽으로 계속 움직입니다. {1}, 이전 {2} (점수 {3}).") \
	PAGE_WORD(SAY_EXPLAINS, \
	    "{0} changed by {1}; {2} {3} explains it: without it the change would be {4}.", \
	    "{0}: 변화 {1}. {2} {3}: 이것으로 설명되며, 이를 빼면 변화는 {4}입니다.") \
	PAGE_WORD(SAY_EXPLAINS_NOT, \
	    "{0} changed by {1}; none of the keys that were tried explains it.", \
	    "{0}: 변화 {1}. 살펴본 항목 가운데 이를 설명하는 것은 없습니다.") \
	/* the incident */ \
	PAGE_WORD(SAY_ONSET, \
	    "It began in the window from {0} and was over by {1}; at worst, from {2}, {5} was " \
	    "{3}, usually {4}.", \
	    "{0} 구간에 시작되어 {1}에 끝났습니다. {5}: 가장 나쁠 때({2}) {3}, 평소 {4}.") \
	PAGE_WORD(SAY_ONSET_OPEN, \
	    "It began in the window from {0} and had not ended at {1}; at worst, from {2}, {5} " \
	    "was {3}, usually {4}.", \
	    "{0} 구간에 시작되어 {1}까지 끝나지 않았습니다. {5}: 가장 나쁠 때({2}) {3}, 평소 {4}.") \
	PAGE_WORD(SAY_DEPLOY, \
	    "{0} went out at {1}, just as it began. That is when, not why.", \
	    "{1}에 {0} 배포가 있었고, 그 무렵 시작되었습니다. 시점이 겹칠 뿐 원인이라는 뜻은 " \
	    "아닙니다.") \
	PAGE_WORD(SAY_DEPLOY_END, \
	    "{0} went out at {1}, just as it ended.", \
	    "{1}에 {0} 배포가 있었고, 그 무렵 끝났습니다.") \
	PAGE_WORD(SAY_HARDEST, \
	    "Hit hardest: {0}, with {1} at {2} of {3}; next worst is {4} with {5}.", \
	    "가장 큰 영향: {0}. {1} {2} ({3}건). 다음은 {4} {5}입니다.") \
	PAGE_WORD(SAY_TROUBLE, \
	    "{0} times a user was in trouble.", \
	    "어려움을 겪은 사용자 알림이 {0}건 있습니다.") \
	/* people */ \
	PAGE_WORD(SAY_DROP, \
	    "Most drop out between {0} and {1}: {2} go on.", \
	    "{0} → {1} 단계에서 가장 많이 이탈합니다. {2}가 다음으로 갔습니다.") \
	PAGE_WORD(SAY_FALL, \
	    "From {0} to {1} fewer go on: {2}, {5} {3}; the intervals lie apart.", \
	    "{0} → {1} 단계의 진행이 줄었습니다. {2}, {5} {3}이며 신뢰구간이 겹치지 않습니다.") \
	PAGE_WORD(SAY_FALL_OF, \
	    "From {0} to {1} fewer of {4} go on: {2}, {5} {3}; the intervals lie apart.", \
	    "{4}: {0} → {1} 단계의 진행이 줄었습니다. {2}, {5} {3}이며 신뢰구간이 겹치지 " \
	    "않습니다.") \
	PAGE_WORD(SAY_RETURN, \
	    "Of those who first came in the period from {0}, {1} were back in the next.", \
	    "{0} 기간에 처음 온 사용자 중 {1}가 다음 기간에 다시 왔습니다.") \
	PAGE_WORD(SAY_RETURN_BEFORE, \
	    "Of those who first came in the period from {0}, {1} were back in the next; of " \
	    "those before them {2}.", \
	    "{0} 기간에 처음 온 사용자 중 {1}가 다음 기간에 다시 왔습니다. 그 앞 기간은 " \
	    "{2}입니다.") \
	PAGE_WORD(SAY_RETURN_LESS, \
	    "Fewer come back: of those who first came in the period from {0}, {1} were back " \
	    "in the next, of those before them {2}.", \
	    "재방문이 줄었습니다. {0} 기간에 처음 온 사용자 중 {1}가 다시 왔고, 그 앞 기간은 " \
	    "{2}입니다.") \
	/* experiments */ \
	PAGE_WORD(SAY_SHIP, \
	    "{0}: ship {1}. {2} changed by {3}, and that holds.", \
	    "{0}: {1}안을 출시하십시오. {2} 변화 {3}, 확인되었습니다.") \
	PAGE_WORD(SAY_ROLLBACK, \
	    "{0}: take {1} back. {2} changed by {3}.", \
	    "{0}: {1}안을 되돌리십시오. {2} 변화 {3}.") \
	PAGE_WORD(SAY_FUTILE, \
	    "{0}: no goal of {1} is likely to win any more; {2} changed by {3}.", \
	    "{0}: {1}안이 이길 가능성이 거의 없습니다. {2} 변화 {3}.") \
	PAGE_WORD(SAY_KEEP, \
	    "{0}: {1} is running, and it is too early to say. {2} changed by {3} so far; it " \
	    "takes {4} more users, some {5} days.", \
	    "{0}: {1}안 실험이 진행 중이며 아직 판단하기 이릅니다. 지금까지 {2} 변화 {3}. " \
	    "사용자 {4}명, 약 {5}일이 더 필요합니다.") \
	PAGE_WORD(SAY_KEEP_OPEN, \
	    "{0}: {1} is running, and it is too early to say. {2} changed by {3} so far.", \
	    "{0}: {1}안 실험이 진행 중이며 아직 판단하기 이릅니다. 지금까지 {2} 변화 {3}.") \
	PAGE_WORD(SAY_REVIEW, \
	    "{0}: {1} is neither clearly better nor worse, and people have to decide. {2} " \
	    "changed by {3}.", \
	    "{0}: {1}안은 뚜렷한 우열이 없어 사람이 결정해야 합니다. {2} 변화 {3}.") \
	PAGE_WORD(SAY_INVALID, \
	    "{0}: the experiment is not sound, and its figures decide nothing.", \
	    "{0}: 실험이 올바르지 않아 수치로 결정할 수 없습니다.") \
	PAGE_WORD(SAY_HEALTH_FAIL, \
	    "{0}: the check “{1}” failed; no figure of the experiment counts before that is " \
	    "understood.", \
	    "{0}: 점검 “{1}” 실패. 원인을 알기 전에는 실험 수치를 쓸 수 없습니다.") \
	PAGE_WORD(SAY_HEALTH_WARN, \
	    "{0}: the check “{1}” is to be looked at.", \
	    "{0}: 점검 “{1}” 확인이 필요합니다.") \
	/* key results */ \
	PAGE_WORD(SAY_KEY_RESULT, \
	    "{0}: {1} of {2} by {3}, {4} of the way: {5}.", \
	    "{0}: {1} / 목표 {2} ({3}까지), 진행 {4}: {5}.") \
	PAGE_WORD(SAY_KEY_OPEN, \
	    "{0}: {1} of {2} by {3}: {5}.", \
	    "{0}: {1} / 목표 {2} ({3}까지): {5}.") \
	PAGE_WORD(SAY_SHIPPED, \
	    "Shipped: {0}. {1} moved by {2}: {3}.", \
	    "출시: {0}. {1} 변화 {2}: {3}.") \
	PAGE_WORD(SAY_SHIPPED_OPEN, \
	    "Shipped: {0}. What it did to {1} is not known: {3}.", \
	    "출시: {0}. {1}에 준 영향은 알 수 없습니다: {3}.") \
	PAGE_WORD(SAY_STAGE, \
	    "Of all stages “{0}” is worth most: {4} of {1} is {2} orders and {3} a week.", \
	    "가장 가치가 큰 단계는 “{0}”입니다. {1} {4} 변화는 주당 주문 {2}건, 매출 {3}에 해당합니다.") \
	PAGE_WORD(SAY_STAGE_REVENUE, \
	    "Of all stages “{0}” is worth most: {4} of {1} is {3} a week.", \
	    "가장 가치가 큰 단계는 “{0}”입니다. {1} {4} 변화는 주당 매출 {3}에 해당합니다.") \
	PAGE_WORD(SAY_STAGE_ORDERS, \
	    "Of all stages “{0}” is worth most: {4} of {1} is {2} orders a week.", \
	    "가장 가치가 큰 단계는 “{0}”입니다. {1} {4} 변화는 주당 주문 {2}건에 해당합니다.")

#endif
