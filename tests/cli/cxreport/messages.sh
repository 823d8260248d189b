# Messages: metrics by scenario and channel whatever they are called, what became of them, why
# some were not sent, and what they were worth; limits of complaints; in another language.
for d in 20 27; do
	for g in cart,email,$d cart,push,7 receipt,email,5; do
		IFS=, read -r scenario channel n <<-END
		$g
		END
		printf '{"kind":"stat","window":"2026-11-%sT00:00:00Z","window_end":"2026-11-%sT00:00:00Z","scenario":"%s","delivery_channel":"%s","sent":%s,"dead":1,"delivery_rate":0.9,"delivery_rate_lo":0.8,"delivery_rate_hi":0.95,"delivery_rate_n":%s,"complaint_rate":0.004,"complaint_rate_lo":0.0035,"complaint_rate_hi":0.005,"complaint_rate_n":9000,"cost":1.5}\n' \
		    "$d" "$((d + 1))" "$scenario" "$channel" "$n" "$n"
	done
done >days
cat >rest <<'END'
{"kind":"stat","delivery_channel":"email","p50_wait":3,"p50_wait_n":9}
{"kind":"drop","ts":"2026-11-27T10:00:00Z","user":"u1","scenario":"cart","message_id":"a","reason":"capped","rule":"any/any 2 in 24h","line":7}
{"kind":"drop","ts":"2026-11-27T11:00:00Z","user":"u2","scenario":"cart","message_id":"b","reason":"capped","rule":"any/any 2 in 24h","line":7}
{"kind":"drop","ts":"2026-11-27T11:00:00Z","user":"u3","scenario":"<b>","message_id":"c","reason":"no_consent"}
{"kind":"plan","ts":"2026-11-27T11:00:00Z","user":"u3","scenario":"cart","delivery_channel":"email","delivery_id":"x","message_id":"c","class":"marketing","priority":4,"not_before":"2026-11-27T12:00:00Z","expires_at":"2026-11-28T12:00:00Z","why":[]}
{"kind":"delivery","ts":"2026-11-27T11:00:00Z","event_name":"notification_sent","user":"u3","scenario":"cart","delivery_channel":"email","delivery_id":"x","message_id":"c","attempt":1,"state":"sent","code":250,"class":"sent","duration_ms":12}
{"kind":"delivery_status","ts":"2026-11-27T11:00:00Z","scenario":"cart","delivery_channel":"email","held":false,"planned":3,"claimed":0,"inflight":0,"sent":5,"dead":1,"unknown":0,"suppressed":0,"expired":0,"cancelled":0,"holdout":2,"due":1,"backlog_s":30}
{"kind":"ab","experiment":"scenario:cart","metric":"purchase","variant":"treated","control":"holdout","n":9000,"n_control":1000,"mean":0.06,"mean_control":0.045,"effect":0.015,"effect_lo":-0.0004,"effect_hi":0.027,"p":0.05,"p_adjusted":0.05,"status":"neutral"}
END
section() { awk '/^## (Messages|메시지)/ { on = 1 } /^##/ && !/Messages|메시지/ { on = 0 } on'; }
cxreport --as md days rest | section
cxreport --as md --lang ko days rest | section | grep -v '^| [^-시]'
cxreport days rest | grep -c '<b>'

# A specification may place and name them.
printf 'sections: [messages]\nmetrics: {cost: {section: business}, sent: {title: Gone out}}\n' >page.yaml
cxreport --as md --spec page.yaml days | grep -c 'cost'
cxreport --as md --spec page.yaml days | grep -o 'Gone out'

# Plans and drops as tables for people.
cxview --fields scenario,reason,rule rest
cxview rest | head -n 4

#> ## Messages and what came of them
#>
#> **By scenario, channel**
#>
#> | scenario, channel | sent | same weekday last week | not delivered | same weekday last week | delivered | n | same weekday last week |
#> | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
#> | cart, email | 27 | \+35% | 1 | 0% | 90% \[80–95\] | 27 | 0 pt |
#> | cart, push | 7 | 0% | 1 | 0% | 90% \[80–95\] | 7 | 0 pt |
#> | receipt, email | 5 | 0% | 1 | 0% | 90% \[80–95\] | 5 | 0 pt |
#>
#> **By scenario, channel**
#>
#> | scenario, channel | complained | n | same weekday last week | cost | same weekday last week |
#> | --- | ---: | ---: | ---: | ---: | ---: |
#> | cart, email | 0.40% \[0.35–0.50\] (bad) | 9000 | 0 pt | 1.5 | 0% |
#> | cart, push | 0.40% \[0.35–0.50\] (bad) | 9000 | 0 pt | 1.5 | 0% |
#> | receipt, email | 0.40% \[0.35–0.50\] (bad) | 9000 | 0 pt | 1.5 | 0% |
#>
#> **Messages by state**
#>
#> | scenario | channel | held back | planned | sent | not delivered | unknown | held out | due | waiting for |
#> | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
#> | cart | email | false | 3 | 5 | 1 | 0 | 2 | 1 | 30 s |
#>
#> **What became of messages**
#>
#> | scenario | channel | state | n |
#> | --- | --- | --- | ---: |
#> | cart | email | sent | 1 |
#>
#> **Messages planned**
#>
#> | scenario | channel | n |
#> | --- | --- | ---: |
#> | cart | email | 1 |
#>
#> **Messages not sent, and why**
#>
#> | scenario | why | n |
#> | --- | --- | ---: |
#> | cart | enough already | 2 |
#> | &#60;b&#62; | no consent | 1 |
#>
#> **What messages were worth: scenario&#58;cart**
#>
#> | metric | variant | mean | mean of control | effect | p, corrected | status |
#> | --- | --- | ---: | ---: | ---: | ---: | --- |
#> | purchase | treated | 0.06 | 0.045 | 0.0150 \[-0.0004 – 0.0270\] | 0.05 | no difference shown |
#>
#> **stat**
#>
#> | delivery\_channel | p50\_wait | p50\_wait\_n |
#> | --- | ---: | ---: |
#> | email | 3 | 9 |
#>
#> Made of 14 records.
#> ## 메시지와 반응
#>
#> **시나리오, 발송 채널별**
#>
#> | 시나리오, 발송 채널 | 발송 | 지난주 같은 요일 | 실패 | 지난주 같은 요일 | 도달률 | 건수 | 지난주 같은 요일 |
#> | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
#>
#> **시나리오, 발송 채널별**
#>
#> | 시나리오, 발송 채널 | 스팸 신고율 | 건수 | 지난주 같은 요일 | 비용 | 지난주 같은 요일 |
#> | --- | ---: | ---: | ---: | ---: | ---: |
#>
#> **상태별 메시지**
#>
#> | 시나리오 | 발송 채널 | 보류 | 예약 | 발송 | 실패 | unknown | 비교 집단 | 발송 대기 | 대기 시간 |
#> | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
#>
#> **메시지 발송 결과**
#>
#> | 시나리오 | 발송 채널 | 상태 | 건수 |
#> | --- | --- | --- | ---: |
#>
#> **예약한 메시지**
#>
#> | 시나리오 | 발송 채널 | 건수 |
#> | --- | --- | ---: |
#>
#> **보내지 않은 메시지와 사유**
#>
#> | 시나리오 | 사유 | 건수 |
#> | --- | --- | ---: |
#>
#> **메시지의 효과: scenario&#58;cart**
#>
#> | 지표 | 변형 | 평균 | 대조군 평균 | 효과 | 보정 p | 상태 |
#> | --- | --- | ---: | ---: | ---: | ---: | --- |
#>
#> **stat**
#>
#> | --- | ---: | ---: |
#>
#> 기록 14건으로 만들었습니다.
#> 0
#> 0
#> Gone out
#> scenario  reason      rule
#> -         -           -
#> cart      capped      any/any 2 in 24h
#> cart      capped      any/any 2 in 24h
#> <b>       no_consent  -
#> cart      -           -
#> cart      -           -
#> cart      -           -
#> -         -           -
#> delivery_channel  p50_wait  n
#> email                    3  9
#>
#> ts                    user  scenario  reason      rule              line
