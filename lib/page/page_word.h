/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_word - what pages say, in every language: see page/page_lang.h
 */
#ifndef CX_PAGE_PAGE_WORD_H
#define CX_PAGE_PAGE_WORD_H

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
	PAGE_WORD(MADE_OF, "Made of {0} records.", "기록 {0}건으로 만들었습니다.")
#endif
