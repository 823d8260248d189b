/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_member - members of records and values of theirs as pages call them: page/page_lang.h
 *
 * What is not here reads as it is written.  Adding one: a line, with its text in every
 * language; of a value how it stands, too (enum page_status).  Texts of kinds of records are
 * captions of tables.
 */
#ifndef CX_PAGE_PAGE_MEMBER_H
#define CX_PAGE_PAGE_MEMBER_H

#define PAGE_MEMBER_LIST \
	PAGE_MEMBER("objective", "objective", "목표 항목") \
	PAGE_MEMBER("verdict", "verdict", "판정") \
	PAGE_MEMBER("reason", "why", "사유") \
	PAGE_MEMBER("n", "n", "건수") \
	PAGE_MEMBER("bad", "bad", "불량") \
	PAGE_MEMBER("rate", "rate", "비율") \
	PAGE_MEMBER("allowed", "allowed", "허용치") \
	PAGE_MEMBER("value", "value", "값") \
	PAGE_MEMBER("limit", "limit", "한도") \
	PAGE_MEMBER("burn", "burn", "예산 소진 배수") \
	PAGE_MEMBER("budget_remaining", "budget left", "남은 예산") \
	PAGE_MEMBER("exhausted_in_s", "ends in", "소진까지") \
	PAGE_MEMBER("conditional", "conditional on", "선행 조건") \
	PAGE_MEMBER("check", "check", "점검") \
	PAGE_MEMBER("target", "target", "목표") \
	PAGE_MEMBER("type", "type", "종류") \
	PAGE_MEMBER("severity", "severity", "심각도") \
	PAGE_MEMBER("status", "status", "상태") \
	PAGE_MEMBER("code", "fault", "결함") \
	PAGE_MEMBER("count", "count", "횟수") \
	PAGE_MEMBER("first", "first", "처음") \
	PAGE_MEMBER("last", "last", "마지막") \
	PAGE_MEMBER("event", "event", "이벤트") \
	PAGE_MEMBER("path", "path", "경로") \
	PAGE_MEMBER("step", "step", "단계") \
	PAGE_MEMBER("name", "name", "이름") \
	PAGE_MEMBER("reached", "reached", "도달") \
	PAGE_MEMBER("step_rate", "went on", "진행률") \
	PAGE_MEMBER("dropped", "dropped out", "이탈") \
	PAGE_MEMBER("lead_p50_ms", "half took", "중앙 소요") \
	PAGE_MEMBER("lead_p90_ms", "90% took", "90% 소요") \
	PAGE_MEMBER("page", "page", "페이지") \
	PAGE_MEMBER("views", "views", "조회") \
	PAGE_MEMBER("sessions", "sessions", "세션") \
	PAGE_MEMBER("entries", "entries", "진입") \
	PAGE_MEMBER("exits", "exits", "이탈") \
	PAGE_MEMBER("exit_rate", "exit rate", "이탈률") \
	PAGE_MEMBER("dwell_p50_ms", "half stayed", "체류 중앙값") \
	PAGE_MEMBER("dwell_p90_ms", "90% stayed", "체류 90%") \
	PAGE_MEMBER("from", "from", "이전") \
	PAGE_MEMBER("to", "to", "이후") \
	PAGE_MEMBER("share", "share", "비중") \
	PAGE_MEMBER("cohort", "first came", "첫 방문") \
	PAGE_MEMBER("size", "size", "인원") \
	PAGE_MEMBER("k", "periods later", "경과 기간") \
	PAGE_MEMBER("period", "period", "기간") \
	PAGE_MEMBER("active", "active", "활동") \
	PAGE_MEMBER("new", "new", "신규") \
	PAGE_MEMBER("returning", "returning", "재방문") \
	PAGE_MEMBER("resurrecting", "came back", "복귀") \
	PAGE_MEMBER("dormant", "dormant", "휴면") \
	PAGE_MEMBER("survival", "still there", "잔존율") \
	PAGE_MEMBER("at_risk", "at risk", "대상") \
	PAGE_MEMBER("events", "events", "사건") \
	PAGE_MEMBER("censored", "censored", "중도 절단") \
	PAGE_MEMBER("median", "median", "중앙값") \
	PAGE_MEMBER("segment", "segment", "구분") \
	PAGE_MEMBER("user", "user", "사용자") \
	PAGE_MEMBER("scenario", "scenario", "시나리오") \
	PAGE_MEMBER("delivery_channel", "channel", "발송 채널") \
	PAGE_MEMBER("state", "state", "상태") \
	PAGE_MEMBER("held", "held back", "보류") \
	PAGE_MEMBER("holdout", "held out", "비교 집단") \
	PAGE_MEMBER("due", "due", "발송 대기") \
	PAGE_MEMBER("planned", "planned", "예약") \
	PAGE_MEMBER("sent", "sent", "발송") \
	PAGE_MEMBER("dead", "not delivered", "실패") \
	PAGE_MEMBER("delivery_rate", "delivered", "도달률") \
	PAGE_MEMBER("click_rate", "clicked", "클릭률") \
	PAGE_MEMBER("opt_out_rate", "opted out", "수신 거부율") \
	PAGE_MEMBER("complaint_rate", "complained", "스팸 신고율") \
	PAGE_MEMBER("backlog_s", "waiting for", "대기 시간") \
	PAGE_MEMBER("users", "users", "사용자") \
	PAGE_MEMBER("experiment", "experiment", "실험") \
	PAGE_MEMBER("metric", "metric", "지표") \
	PAGE_MEMBER("role", "role", "역할") \
	PAGE_MEMBER("variant", "variant", "변형") \
	PAGE_MEMBER("n_control", "n of control", "대조군 수") \
	PAGE_MEMBER("mean", "mean", "평균") \
	PAGE_MEMBER("mean_control", "mean of control", "대조군 평균") \
	PAGE_MEMBER("sd", "spread", "표준편차") \
	PAGE_MEMBER("effect", "effect", "효과") \
	PAGE_MEMBER("lift", "lift", "증감률") \
	PAGE_MEMBER("p", "p", "p") \
	PAGE_MEMBER("p_adjusted", "p, corrected", "보정 p") \
	PAGE_MEMBER("chance", "chance to be better", "우월 확률") \
	PAGE_MEMBER("loss", "loss to be feared", "예상 손실") \
	PAGE_MEMBER("margin", "margin", "허용 폭") \
	PAGE_MEMBER("hold", "held back by", "보류 사유") \
	PAGE_MEMBER("note", "note", "비고") \
	PAGE_MEMBER("text", "in words", "설명") \
	PAGE_MEMBER("look", "look", "중간 점검") \
	PAGE_MEMBER("bound", "bound", "경계값") \
	PAGE_MEMBER("stat", "statistic", "통계량") \
	PAGE_MEMBER("fraction", "information", "정보 비율") \
	PAGE_MEMBER("alpha_spent", "error spent", "사용한 오류율") \
	PAGE_MEMBER("decision", "decision", "결정") \
	PAGE_MEMBER("model", "model", "모형") \
	PAGE_MEMBER("channel", "channel", "채널") \
	PAGE_MEMBER("conversions", "orders", "주문") \
	PAGE_MEMBER("currency", "currency", "통화") \
	PAGE_MEMBER("removal_effect", "lost without it", "제거 효과") \
	PAGE_MEMBER("touches", "touches", "접점") \
	PAGE_MEMBER("cost", "cost", "비용") \
	PAGE_MEMBER("cost_per_conversion", "cost of an order", "주문당 비용") \
	PAGE_MEMBER("roas", "earned per cost", "광고 수익률") \
	PAGE_MEMBER("kpi", "metric", "지표") \
	PAGE_MEMBER("key_result", "key result", "핵심 결과") \
	PAGE_MEMBER("owner", "owner", "담당") \
	PAGE_MEMBER("before", "before", "이전 값") \
	PAGE_MEMBER("after", "after", "이후 값") \
	PAGE_MEMBER("change", "change", "변화") \
	PAGE_MEMBER("trend", "trend", "추세") \
	PAGE_MEMBER("progress", "progress", "진행") \
	PAGE_MEMBER("pace", "expected by now", "기대 진행") \
	PAGE_MEMBER("expected", "expected", "예상") \
	PAGE_MEMBER("projected", "projected", "전망") \
	PAGE_MEMBER("by", "by", "기한") \
	PAGE_MEMBER("window", "period", "기간") \
	PAGE_MEMBER("contribution", "contribution", "기여") \
	PAGE_MEMBER("contribution_share", "share of it", "기여 비중") \
	PAGE_MEMBER("north_star_contribution", "of the north star", "북극성 지표 기여") \
	PAGE_MEMBER("association", "association", "연관") \
	PAGE_MEMBER("lag", "lag", "시차") \
	PAGE_MEMBER("rho", "rank correlation", "순위 상관") \
	PAGE_MEMBER("ship", "shipped", "출시 항목") \
	PAGE_MEMBER("why", "why", "이유") \
	PAGE_MEMBER("for", "for", "대상") \
	PAGE_MEMBER("at", "at", "시각") \
	PAGE_MEMBER("moved", "moved", "변화") \
	PAGE_MEMBER("evidence", "evidence", "근거") \
	PAGE_MEMBER("stage", "stage", "단계") \
	PAGE_MEMBER("point", "one point", "1포인트") \
	PAGE_MEMBER("affects", "affects", "영향") \
	PAGE_MEMBER("orders_week", "orders a week", "주당 주문") \
	PAGE_MEMBER("revenue_week", "revenue a week", "주당 매출") \
	PAGE_MEMBER("how", "how known", "산출 방법") \
	PAGE_MEMBER("missing", "missing", "누락") \
	PAGE_MEMBER("score", "score", "점수") \
	PAGE_MEMBER("window_end", "until", "종료") \
	PAGE_MEMBER("since", "since", "시작") \
	PAGE_MEMBER("alert", "alert", "알림") \
	PAGE_MEMBER("next", "next", "다음 단계") \
	PAGE_MEMBER("key", "by", "기준") \
	PAGE_MEMBER("values", "values", "값 개수") \
	PAGE_MEMBER("explaining", "that explain it", "설명하는 값") \
	PAGE_MEMBER("rank", "rank", "순위") \
	PAGE_MEMBER("against", "against", "비교 기간") \
	PAGE_MEMBER("within", "of itself", "자체 변화") \
	PAGE_MEMBER("mix", "of the mix", "구성 변화") \
	PAGE_MEMBER("mix_share", "share of the mix", "구성 변화 비중") \
	PAGE_MEMBER("without", "without it", "제외 시 변화") \
	PAGE_MEMBER("stream", "stream", "스트림") \
	PAGE_MEMBER("good", "good", "정상") \
	PAGE_MEMBER("unreadable", "unreadable", "판독 불가")

#define PAGE_VALUE_LIST \
	PAGE_VALUE("pass", GOOD, "pass", "통과") \
	PAGE_VALUE("fail", BAD, "fail", "미달") \
	PAGE_VALUE("inconclusive", UNSURE, "not told", "판단 불가") \
	PAGE_VALUE("nodata", UNSURE, "no data", "데이터 없음") \
	PAGE_VALUE("warn", WARN, "look at it", "확인 필요") \
	PAGE_VALUE("ok", GOOD, "ok", "정상") \
	PAGE_VALUE("win", GOOD, "better", "개선") \
	PAGE_VALUE("loss", BAD, "worse", "악화") \
	PAGE_VALUE("non_inferior", GOOD, "within its margin", "허용 폭 이내") \
	PAGE_VALUE("inferior", BAD, "beyond its margin", "허용 폭 초과") \
	PAGE_VALUE("neutral", NONE, "no difference shown", "차이 없음") \
	PAGE_VALUE("no_consent", NONE, "no consent", "수신 동의 없음") \
	PAGE_VALUE("no_channel", NONE, "no channel", "발송 채널 없음") \
	PAGE_VALUE("capped", NONE, "enough already", "발송 한도 초과") \
	PAGE_VALUE("quiet_expired", NONE, "too late after quiet hours", "방해 금지 후 만료") \
	PAGE_VALUE("render_error", WARN, "a text lacks something", "문안 오류") \
	PAGE_VALUE("unknown", NONE, "not told yet", "미확인") \
	PAGE_VALUE("breach", BAD, "broken", "위반") \
	PAGE_VALUE("ship", GOOD, "ship", "출시") \
	PAGE_VALUE("rollback", BAD, "take back", "되돌림") \
	PAGE_VALUE("keep_running", NONE, "keep running", "계속 진행") \
	PAGE_VALUE("stop_futile", WARN, "stop", "중단") \
	PAGE_VALUE("review", WARN, "review", "검토") \
	PAGE_VALUE("invalid", UNSURE, "not sound", "무효") \
	PAGE_VALUE("done", GOOD, "reached", "달성") \
	PAGE_VALUE("on_track", GOOD, "on its way", "순조로움") \
	PAGE_VALUE("at_risk", WARN, "at risk", "위험") \
	PAGE_VALUE("behind", BAD, "behind", "뒤처짐") \
	PAGE_VALUE("missed", BAD, "missed", "미달성") \
	PAGE_VALUE("not_started", NONE, "not begun", "시작 전") \
	PAGE_VALUE("improving", GOOD, "improving", "개선 중") \
	PAGE_VALUE("worsening", WARN, "getting worse", "악화 중") \
	PAGE_VALUE("steady", NONE, "steady", "유지") \
	PAGE_VALUE("few_points", NONE, "too few values", "자료 부족") \
	PAGE_VALUE("no_data", UNSURE, "no data", "데이터 없음") \
	PAGE_VALUE("better", GOOD, "better", "개선") \
	PAGE_VALUE("worse", BAD, "worse", "악화") \
	PAGE_VALUE("unclear", NONE, "not clear", "불분명") \
	PAGE_VALUE("anomaly", WARN, "unusual", "이상 징후") \
	PAGE_VALUE("learning", NONE, "too early to say", "학습 중") \
	PAGE_VALUE("seen", NONE, "told before", "이미 보고") \
	PAGE_VALUE("north_star", NONE, "north star", "북극성 지표") \
	PAGE_VALUE("driver", NONE, "driver", "동인") \
	PAGE_VALUE("indicator", NONE, "indicator", "선행 지표") \
	PAGE_VALUE("goal", NONE, "goal", "목표 지표") \
	PAGE_VALUE("guardrail", NONE, "guardrail", "가드레일") \
	PAGE_VALUE("secondary", NONE, "secondary", "보조 지표")

#define PAGE_KIND_LIST \
	PAGE_KIND("slo", "Promises", "서비스 수준 목표") \
	PAGE_KIND("total", "Events checked", "검사한 이벤트") \
	PAGE_KIND("check", "Checks of the data", "데이터 점검") \
	PAGE_KIND("fault", "Faults in events", "이벤트 결함") \
	PAGE_KIND("event", "Events by name", "이벤트별") \
	PAGE_KIND("gap", "Points that did not come", "들어오지 않은 값") \
	PAGE_KIND("change", "What changed", "변화") \
	PAGE_KIND("change_key", "Changes, and what is mix", "변화와 구성") \
	PAGE_KIND("change_part", "What explains changes", "변화의 원인") \
	PAGE_KIND("review", "Comments to be tagged", "분류할 의견") \
	PAGE_KIND("tag_agreement", "How far tags agree", "분류 일치도") \
	PAGE_KIND("manifest", "Tables made", "만든 테이블") \
	PAGE_KIND("manifest_table", "Rows of tables", "테이블별 행") \
	PAGE_KIND("manifest_left", "What no table takes", "테이블에 없는 것") \
	PAGE_KIND("reject", "What was set aside", "제외한 입력") \
	PAGE_KIND("detect", "Formats", "형식") \
	PAGE_KIND("explain", "What a query would do", "질의 설명") \
	PAGE_KIND("slo_needs", "Events a promise needs", "판정에 필요한 건수") \
	PAGE_KIND("slo_aa", "The stable side against itself", "안정 버전 자체 비교") \
	PAGE_KIND("session_alert", "Users in trouble", "어려움을 겪은 사용자") \
	PAGE_KIND("funnel_stuck", "Users who do not get on", "막힌 사용자") \
	PAGE_KIND("kpi_stage", "Stages, by what one point is worth", "단계별 1포인트의 가치") \
	PAGE_KIND("funnel", "Steps of the funnel", "퍼널 단계") \
	PAGE_KIND("funnel_user", "Entries to the funnel", "퍼널 진입") \
	PAGE_KIND("page", "Pages", "페이지") \
	PAGE_KIND("transition", "From page to page", "페이지 이동") \
	PAGE_KIND("path", "Ways through sessions", "세션 경로") \
	PAGE_KIND("repeat", "Pages asked for again at once", "바로 다시 요청한 페이지") \
	PAGE_KIND("around", "Pages around the key event", "핵심 이벤트 전후 페이지") \
	PAGE_KIND("session", "Sessions", "세션") \
	PAGE_KIND("retention", "Who of each cohort came back", "코호트별 재방문") \
	PAGE_KIND("retention_user", "When users came back", "사용자별 재방문") \
	PAGE_KIND("lifecycle", "New, returning, dormant", "신규·재방문·휴면") \
	PAGE_KIND("stickiness", "How often users are active", "활동 빈도") \
	PAGE_KIND("active", "Active users", "활성 사용자") \
	PAGE_KIND("churn", "Who left", "이탈한 사용자") \
	PAGE_KIND("activation", "Who got going", "활성화") \
	PAGE_KIND("activation_user", "Users who got going", "사용자별 활성화") \
	PAGE_KIND("survival", "Who stays", "잔존 곡선") \
	PAGE_KIND("survival_user", "How long users stayed", "사용자별 잔존 기간") \
	PAGE_KIND("survival_time", "When half are gone", "잔존 중앙값") \
	PAGE_KIND("logrank", "Whether the curves differ", "곡선 차이 검정") \
	PAGE_KIND("segment_size", "Sizes of segments", "구분별 인원") \
	PAGE_KIND("segment_move", "Who moved", "구분 이동") \
	PAGE_KIND("segment_edges", "Edges between scores", "점수 경계") \
	PAGE_KIND("segment_model", "Clusters", "군집") \
	PAGE_KIND("segment_choice", "How many clusters fit", "군집 수") \
	PAGE_KIND("segment", "Segments of users", "사용자별 구분") \
	PAGE_KIND("user", "Users", "사용자") \
	PAGE_KIND("identity", "Ids of users", "사용자 식별자") \
	PAGE_KIND("ab_verdict", "Decisions", "결정") \
	PAGE_KIND("ab", "Effects", "효과") \
	PAGE_KIND("ab_arm", "What the arms have", "집단별 값") \
	PAGE_KIND("ab_health", "Is the experiment sound?", "실험 점검") \
	PAGE_KIND("ab_look", "Looks so far", "중간 점검") \
	PAGE_KIND("ab_audit", "Is everybody assigned as planned?", "배정 점검") \
	PAGE_KIND("ab_plan", "Plans", "계획") \
	PAGE_KIND("ab_power", "What the plan can find", "검정력") \
	PAGE_KIND("ab_bound", "Bounds of the looks", "점검 경계") \
	PAGE_KIND("ab_mde", "The least effect found", "최소 검출 효과") \
	PAGE_KIND("ab_portfolio", "All experiments together", "실험 종합") \
	PAGE_KIND("ab_shrunk", "Lifts, drawn together", "보정한 증감률") \
	PAGE_KIND("attribution", "What channels earned", "채널별 기여") \
	PAGE_KIND("attribution_path", "Paths to an order", "주문 경로") \
	PAGE_KIND("attribution_user", "Paths of users", "사용자별 경로") \
	PAGE_KIND("plan", "Messages planned", "예약한 메시지") \
	PAGE_KIND("drop", "Messages not sent, and why", "보내지 않은 메시지와 사유") \
	PAGE_KIND("delivery", "What became of messages", "메시지 발송 결과") \
	PAGE_KIND("delivery_status", "Messages by state", "상태별 메시지") \
	PAGE_KIND("evaluation", "How well models did", "모형 평가") \
	PAGE_KIND("calibration", "Expected and actual", "예측과 실제") \
	PAGE_KIND("lift", "Best scores first", "상위 점수 효과") \
	PAGE_KIND("prediction", "Users and what is expected of them", "사용자별 예측") \
	PAGE_KIND("best_hour", "When users answer", "응답 시간대") \
	PAGE_KIND("affinity", "What goes together", "함께 찾는 항목") \
	PAGE_KIND("fit", "Models", "모형") \
	PAGE_KIND("kpi", "Where the metrics stand", "지표 현황") \
	PAGE_KIND("kpi_ship", "What was shipped", "출시한 것") \
	PAGE_KIND("kpi_part", "What moved the metrics", "변화의 구성") \
	PAGE_KIND("kpi_lead", "What goes before", "선행 지표")

#endif
