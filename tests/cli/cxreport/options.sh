# Every option of cxreport changes what comes out.
. "$TOP/tests/cli/option.inc"
for d in 13 20 27; do
	printf '{"kind":"stat","window":"2026-11-%s","window_end":"2026-11-%s","orders":%s}\n' \
	    "${d}T00:00:00+09:00" "$((d + 1))T00:00:00+09:00" "$((100 + d))"
done >in
cat >page.yaml <<'END'
title: Ours
rows: 3
sections: [{section: business, title: Money}]
metrics: {orders: {title: orders of the shop, suffix: KRW, better: up, warn: 200}}
END
printf 'A finding.\n[business] Interviews\nThey like it.\n[orders]\nBeside orders.\n' >notes
echo '{"kind":"stat"' >bad
cxstat --partial 'n = sum(orders)' in >one.state
p='cxreport --as md in'

change '--as text' 'cxreport @ in | head -n 8'
change '--spec page.yaml' "$p @"
change '--lang ko' "$p @"
change '--at 2026-11-20' "$p @ | sed -n '3p; /^|/p'"
change '--against 2w' "$p @ | grep '^|'"
change '--against 1d' "$p @ | grep '^|'"
change '--notes notes' "$p @"
echo '2026-11-27  Black Friday' >days
change '--calendar days' "$p @ | grep Black"
change '--merge' 'cxreport --as md @ one.state | tail -n 1'
change '--archive kept' "$p @ | head -n 1; ls kept | tr '\n' ' '"
change '--tz UTC' "$p @ | sed -n 3p"
change '--now 2026-11-27T12:00:00+09:00' "$p @ | grep -e over -e Made"
change '-o out' "$p @ | sed -n '1s/^/stdout: /p'; if [ -e out ]; then head -n 1 out; fi"
change '--output out' "$p @ | sed -n '1s/^/stdout: /p'; if [ -e out ]; then head -n 1 out; fi"
change '--rejects rejects' "$p @ bad | tail -n 1; cat rejects"
change '--max-bad 30%' "$p @ bad | grep read"
change '--strict' "$p @ bad | tail -n 1"
change '--max-line 256' "awk 'BEGIN { printf \"{\\\"a\\\":\\\"%300s\\\"}\\n\", \"\" }' | cxreport --as md @ | tail -n 1"
wide "cxreport --as md" in
change -h 'cxreport @ | head -n 1'
change --help 'cxreport @ | head -n 1'
change --version 'cxreport @ | cut -c 1-18'

untried cxreport

#> $ cxreport --as text in | head -n 8
#> The day's page
#> ==============
#> Friday, 27 November 2026
#>
#> Summary
#> -------
#>
#> Nothing here was judged: these are figures without a verdict.
#> $ cxreport --as md in --spec page.yaml
#> # Ours
#>
#> Friday, 27 November 2026
#>
#> ## Summary (to be watched)
#>
#> Something is to be watched, first under “**Money**”; 0 verdicts hold.
#>
#> - **orders of the shop** is near its limit: 127 KRW. (to be watched)
#> - **orders of the shop**: 127 KRW, \+5.8% against same weekday last week (120 KRW).
#>
#> Nothing has to be done at once.
#>
#> ## Money (to be watched)
#>
#> - **orders of the shop** is near its limit: 127 KRW. (to be watched)
#>
#> | metric | value | n | same weekday last week | change |
#> | --- | ---: | ---: | ---: | ---: |
#> | orders of the shop | 127 KRW (to be watched) | - | 120 KRW | \+5.8% |
#>
#> orders of the shop, by day: from 113 KRW at 13 Nov to 127 KRW at 27 Nov; 0 unusual.
#>
#> `▁▅█`
#>
#> Made of 3 records.
#> $ cxreport --as md in --lang ko
#> # 오늘의 리포트
#>
#> 2026년 11월 27일 금요일
#>
#> ## 요약
#>
#> 판정 대상이 없습니다. 아래는 판정 없는 수치입니다.
#>
#> - **orders**: 127, 지난주 같은 요일 대비 \+5.8% (120).
#>
#> 당장 할 일은 없습니다.
#>
#> ## 데이터는 제대로 들어왔는가
#>
#> - 데이터는 2026년 11월 28일 00:00까지 들어와 있습니다.
#>
#> ## 사업 성과
#>
#> | 지표 | 값 | 건수 | 지난주 같은 요일 | 변화 |
#> | --- | ---: | ---: | ---: | ---: |
#> | orders | 127 | - | 120 | \+5.8% |
#>
#> orders, 일별: 11월 13일의 113부터 11월 27일의 127까지, 이상 징후 0건.
#>
#> `▁▅█`
#>
#> 기록 3건으로 만들었습니다.
#> $ cxreport --as md in --at 2026-11-20 | sed -n '3p; /^|/p'
#> Friday, 20 November 2026
#> | metric | value | n | same weekday last week | change |
#> | --- | ---: | ---: | ---: | ---: |
#> | orders | 120 | - | 113 | \+6.2% |
#> $ cxreport --as md in --against 2w | grep '^|'
#> | metric | value | n | 2w before | change |
#> | --- | ---: | ---: | ---: | ---: |
#> | orders | 127 | - | 113 | \+12% |
#> $ cxreport --as md in --against 1d | grep '^|'
#> | metric | value | n | 1d before | change |
#> | --- | ---: | ---: | ---: | ---: |
#> | orders | 127 | - | - | - |
#> $ cxreport --as md in --notes notes
#> # The day's page
#>
#> Friday, 27 November 2026
#>
#> ## Summary
#>
#> Nothing here was judged: these are figures without a verdict.
#>
#> - **orders**: 127, \+5.8% against same weekday last week (120).
#>
#> Nothing has to be done at once.
#>
#> > A finding.
#>
#> ## Is the data there?
#>
#> - The data reaches to 28 Nov 2026 00:00.
#>
#> ## What did it bring?
#>
#> | metric | value | n | same weekday last week | change |
#> | --- | ---: | ---: | ---: | ---: |
#> | orders | 127 | - | 120 | \+5.8% |
#>
#> > Beside orders.
#>
#> orders, by day: from 113 at 13 Nov to 127 at 27 Nov; 0 unusual.
#>
#> `▁▅█`
#>
#> > **Interviews**
#> >
#> > They like it.
#>
#> Made of 3 records.
#> $ cxreport --as md in --calendar days | grep Black
#> - 27 Nov 2026 is no day like others: **Black Friday**.
#> - 27 Nov 2026 is no day like others: **Black Friday**.
#> $ cxreport --as md --merge one.state | tail -n 1
#> Made of 1 records.
#> $ cxreport --as md in --archive kept | head -n 1; ls kept | tr '
#> ' ' '
#> # The day's page
#> 2026-11-27.html 2026-11-27.ndjson index.html index.ndjson $ cxreport --as md in --tz UTC | sed -n 3p
#> Thursday, 26 November 2026
#> $ cxreport --as md in --now 2026-11-27T12:00:00+09:00 | grep -e over -e Made
#> - The period is not over: this is as of 27 Nov 12:00. (to be watched)
#> - The period is not over: this is as of 27 Nov 12:00. (to be watched)
#> Made of 3 records. 27 Nov 2026 12:00
#> $ cxreport --as md in -o out | sed -n '1s/^/stdout: /p'; if [ -e out ]; then head -n 1 out; fi
#> # The day's page
#> $ cxreport --as md in --output out | sed -n '1s/^/stdout: /p'; if [ -e out ]; then head -n 1 out; fi
#> # The day's page
#> $ cxreport --as md in --rejects rejects bad | tail -n 1; cat rejects
#> cxreport: bad:1:15: expected ',' or '}', found end of line
#> cxreport: 1 of 4 records rejected (25%), more than --max-bad allows
#> Made of 3 records.
#> {"kind":"reject","source":"bad","line":1,"column":15,"code":"json","message":"expected ',' or '}', found end of line","raw":"{\"kind\":\"stat\""}
#> $ cxreport --as md in --max-bad 30% bad | grep read
#> cxreport: bad:1:15: expected ',' or '}', found end of line
#> cxreport: 1 of 4 records rejected (25%)
#> - 1 lines could not be read, and what they say is missing here; 3 records could. (to be watched)
#> - 1 lines could not be read, and what they say is missing here; 3 records could. (to be watched)
#> $ cxreport --as md in --strict bad | tail -n 1
#> cxreport: bad:1:15: expected ',' or '}', found end of line
#> $ awk 'BEGIN { printf "{\"a\":\"%300s\"}
#> ", "" }' | cxreport --as md --max-line 256 | tail -n 1
#> cxreport: stdin:1: line is longer than --max-line
#> cxreport: 1 of 1 records rejected (100%), more than --max-bad allows
#> Made of 0 records.
#> $ zstd -q --long=28 < narrow | cxreport --as md --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> Made of 1 records.
#> $ cxreport -h | head -n 1
#> usage: cxreport [--as FORM] [--spec FILE] [OPTION...] [FILE...]
#> $ cxreport --help | head -n 1
#> usage: cxreport [--as FORM] [--spec FILE] [OPTION...] [FILE...]
#> $ cxreport --version | cut -c 1-18
#> cxreport (cxutils)
#> Licence GPL-3.0-or
