/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_word - what pages say, in every language: see page/page_lang.h
 */
#ifndef CX_PAGE_PAGE_WORD_H
#define CX_PAGE_PAGE_WORD_H

#include "page/page_member.h"
#include "page/page_say.h"

#define PAGE_WORD_LIST \
	/* titles of sections */ \
	PAGE_WORD(SUMMARY, "Summary", "요약") \
	PAGE_WORD(FRESHNESS, "Is the data there?", "데이터는 제대로 들어왔는가") \
	PAGE_WORD(AVAILABILITY, "Is it available?", "이용할 수 있었는가 (가용성)") \
	PAGE_WORD(FUNCTION, "Does it work?", "제대로 동작했는가 (기능)") \
	PAGE_WORD(SPEED, "Is it fast?", "빨랐는가 (속도)") \
	PAGE_WORD(SENTIMENT, "What do people say?", "사용자는 어떻게 느끼는가") \
	PAGE_WORD(BUSINESS, "What did it bring?", "사업 성과") \
	PAGE_WORD(JOURNEY, "The journey, stage by stage", "고객 여정") \
	PAGE_WORD(FUNNEL, "Where people drop out", "이탈 지점 (퍼널)") \
	PAGE_WORD(SESSION, "Sessions and ways through them", "세션과 이동 경로") \
	PAGE_WORD(RETENTION, "Who comes back", "재방문과 유지") \
	PAGE_WORD(SEGMENT, "Who they are", "사용자 구분") \
	PAGE_WORD(EXPERIMENT, "Experiments", "실험") \
	PAGE_WORD(ATTRIBUTION, "What channels earned", "채널별 기여") \
	PAGE_WORD(MESSAGE, "Messages and what came of them", "메시지와 반응") \
	PAGE_WORD(PREDICTION, "What is expected", "예측") \
	PAGE_WORD(KEY_RESULTS, "Key results", "핵심 결과 지표") \
	PAGE_WORD(OTHER, "Other records", "기타 기록") \
	/* what forms say on their own */ \
	PAGE_WORD(SKIP, "Skip to the content", "본문으로 건너뛰기") \
	PAGE_WORD(CONTENTS, "On this page", "이 페이지의 내용") \
	PAGE_WORD(OTHER_PAGES, "Other pages", "다른 페이지") \
	PAGE_WORD(AS_TABLE, "The same as a table", "표로 보기") \
	PAGE_WORD(IS_GOOD, "good", "양호") \
	PAGE_WORD(IS_WARN, "to be watched", "주의") \
	PAGE_WORD(IS_BAD, "bad", "문제") \
	PAGE_WORD(IS_UNSURE, "not sure", "판단 보류") \
	PAGE_WORD(UNUSUAL, "unusual", "이상 징후") \
	PAGE_WORD(UNUSUAL_UP, "unusually high", "이례적으로 높음") \
	PAGE_WORD(UNUSUAL_DOWN, "unusually low", "이례적으로 낮음") \
	PAGE_WORD(EXPECTED, "expected", "예상") \
	PAGE_WORD(INTERVAL, "where the true value may lie", "참값이 있을 수 있는 범위") \
	PAGE_WORD(PARTIAL, "not complete", "집계 미완료") \
	PAGE_WORD(ROWS_LEFT, "{0} more rows are not shown.", "{0}개 행은 표시하지 않았습니다.") \
	PAGE_WORD(MADE_OF, "Made of {0} records.", "기록 {0}건으로 만들었습니다.") \
	/* headlines */ \
	PAGE_WORD(TITLE, "The day's page", "오늘의 리포트") \
	PAGE_WORD(LAST_WEEK, "same weekday last week", "지난주 같은 요일") \
	PAGE_WORD(ALL_PAGES, "All pages", "모든 페이지") \
	PAGE_WORD(PAGE_BEFORE, "the page before", "이전 페이지") \
	PAGE_WORD(AGO, "{0} before", "{0} 전") \
	PAGE_WORD(BUDGET, "What is left of the error budgets", "남은 오류 예산") \
	PAGE_WORD(MESSAGE_LIFT, "What messages were worth", "메시지의 효과") \
	PAGE_WORD(COMMENTS, "In their words", "사용자 의견") \
	PAGE_WORD(BY, "By {0}", "{0}별") \
	PAGE_WORD(ALL, "all", "전체") \
	PAGE_WORD(COUNT, "n", "건수") \
	PAGE_WORD(TIME, "time", "시각") \
	PAGE_WORD(LIMIT_WARN, "to be watched", "주의 한도") \
	PAGE_WORD(LIMIT_BAD, "limit", "한도") \
	PAGE_WORD(BY_HOUR, "by hour", "시간별") \
	PAGE_WORD(BY_DAY, "by day", "일별") \
	PAGE_WORD(BY_WEEK, "by week", "주별") \
	PAGE_WORD(BY_MONTH, "by month", "월별") \
	PAGE_WORD(EVERY_MINUTES, "every {0} min", "{0}분마다") \
	PAGE_WORD(EVERY_HOURS, "every {0} h", "{0}시간마다") \
	PAGE_WORD(EVERY_DAYS, "every {0} d", "{0}일마다") \
	PAGE_WORD(EVERY_MONTHS, "every {0} months", "{0}개월마다") \
	PAGE_WORD(UNIT_D, "d", "일") \
	PAGE_WORD(UNIT_H, "h", "시간") \
	PAGE_WORD(UNIT_MIN, "min", "분") \
	PAGE_WORD(UNIT_S, "s", "초") \
	PAGE_WORD(UNIT_MS, "ms", "ms") \
	PAGE_WORD(UNIT_POINTS, "pt", "%p") \
	PAGE_WORD(PERIODS_SINCE, "periods since the first", "첫 방문 이후 기간") \
	/* what to do */ \
	PAGE_WORD(DO_FIRST, "What to do first:", "먼저 할 일:") \
	PAGE_WORD(DO_NOTHING, "Nothing has to be done at once.", "당장 할 일은 없습니다.") \
	PAGE_WORD(DO_DATA, \
	    "Find out why the data is old, before anything is concluded from it.", \
	    "결론을 내리기 전에 데이터가 왜 오래되었는지 확인하십시오.") \
	PAGE_WORD(DO_CHECK, \
	    "Find out why the check “{0}” does not hold, before anything is concluded.", \
	    "결론을 내리기 전에 검사 “{0}”의 원인을 확인하십시오.") \
	PAGE_WORD(DO_CAUSE, \
	    "It is over: find out what {0} broke, before it goes out again.", \
	    "장애는 끝났습니다. 다시 배포하기 전에 {0} 배포가 무엇을 망가뜨렸는지 " \
	    "확인하십시오.") \
	PAGE_WORD(DO_CAUSE_OF, \
	    "It is over: find out what {0} broke for {1}, before it goes out again.", \
	    "장애는 끝났습니다. 다시 배포하기 전에 {0} 배포가 {1}에서 무엇을 망가뜨렸는지 " \
	    "확인하십시오.") \
	PAGE_WORD(DO_BACK, \
	    "Take {0} back, or mend it: it went out just as it began.", \
	    "{0} 배포를 되돌리거나 고치십시오. 그 무렵 장애가 시작되었습니다.") \
	PAGE_WORD(DO_BACK_OF, \
	    "Take {0} back, or mend it: it went out just as it began, and {1} is hit hardest.", \
	    "{0} 배포를 되돌리거나 고치십시오. 그 무렵 장애가 시작되었고 {1}의 영향이 가장 " \
	    "큽니다.") \
	PAGE_WORD(DO_LOOK, \
	    "Look at what changed at {2}, when it began.", \
	    "장애가 시작된 {2} 무렵에 무엇이 바뀌었는지 확인하십시오.") \
	PAGE_WORD(DO_LOOK_OF, \
	    "Look at {1}, and at what changed for it at {2}, when it began.", \
	    "{1}에서 장애가 시작된 {2} 무렵에 무엇이 바뀌었는지 확인하십시오.") \
	PAGE_WORD(DO_GROUP, \
	    "Look at {1} first: it is hit hardest.", \
	    "영향이 가장 큰 {1}부터 확인하십시오.") \
	PAGE_WORD(DO_FAILURES, \
	    "Look at what failed, and since when.", \
	    "무엇이 언제부터 실패했는지 확인하십시오.") \
	PAGE_WORD(DO_BUDGET, \
	    "Let nothing risky go out until the error budget of {0} is there again.", \
	    "{0}의 오류 예산이 회복될 때까지 위험한 배포를 미루십시오.") \
	PAGE_WORD(DO_WAIT, \
	    "Conclude nothing of {0} yet: it takes about {1} events.", \
	    "{0}에 대해 아직 결론을 내리지 마십시오. 약 {1}건이 필요합니다.") \
	PAGE_WORD(DO_FUNNEL, \
	    "Look at the step from {0} to {1}, as a user would.", \
	    "사용자 입장에서 {0} → {1} 단계를 직접 확인하십시오.") \
	PAGE_WORD(DO_FUNNEL_OF, \
	    "Look at the step from {0} to {1} on {4}, as a user would.", \
	    "{4}에서 사용자 입장으로 {0} → {1} 단계를 직접 확인하십시오.") \
	PAGE_WORD(DO_SHIP, "Ship {1} of {0}.", "{0}: {1}안을 출시하십시오.") \
	PAGE_WORD(DO_ROLLBACK, "Take {1} of {0} back.", "{0}: {1}안을 되돌리십시오.") \
	PAGE_WORD(DO_FUTILE, \
	    "Stop {0}, and try something else.", \
	    "{0} 실험을 끝내고 다른 방법을 시도하십시오.") \
	PAGE_WORD(DO_KEEP, \
	    "Let {0} run: {4} more users, some {5} days.", \
	    "{0} 실험을 계속하십시오. 사용자 {4}명, 약 {5}일이 더 필요합니다.") \
	PAGE_WORD(DO_KEEP_OPEN, "Let {0} run.", "{0} 실험을 계속하십시오.") \
	PAGE_WORD(DO_REVIEW, "Decide about {1} of {0}.", "{0}: {1}안에 대해 결정하십시오.") \
	PAGE_WORD(DO_INVALID, \
	    "Repair {0} before anybody reads its figures.", \
	    "수치를 읽기 전에 {0} 실험부터 바로잡으십시오.") \
	PAGE_WORD(DO_KEY_RESULT, \
	    "Ask what would bring {0} back on its way, or whether {2} still is the target.", \
	    "{0}: 무엇으로 만회할지, 목표 {2}이 여전히 맞는지 논의하십시오.") \
	/* charts in words */ \
	PAGE_WORD(ALT_SERIES, "{0}: from {1} at {2} to {3} at {4}; {5} unusual.", \
	    "{0}: {2}의 {1}부터 {4}의 {3}까지, 이상 징후 {5}건.") \
	PAGE_WORD(ALT_HEAT, \
	    "Each row is a cohort, each column how many of it were active so many periods " \
	    "later.", \
	    "행은 코호트, 열은 경과 기간별 활동 비율입니다.") \
	PAGE_WORD(ALT_SURVIVAL, \
	    "The share of users who are still there, by the time since they began.", \
	    "시작 이후 시간에 따라 남아 있는 사용자의 비율입니다.") \
	PAGE_WORD(ALT_BARS, \
	    "A bar for each, with its interval.", \
	    "항목별 막대와 신뢰구간입니다.") \
	PAGE_WORD(ALT_FUNNEL, \
	    "How many reach each step, and which share of those at the step before.", \
	    "단계별 도달 수와 앞 단계 대비 비율입니다.") \
	PAGE_WORD(ALT_FOREST, \
	    "Each effect as a point in its interval, with a mark where there is none.", \
	    "효과별 추정값과 신뢰구간이며, 0은 효과 없음입니다.") \
	PAGE_SAY_LIST

#endif
