# Hostile text in any field stays text, in every form.
w='"window":"2026-11-27T00:00:00Z","window_end":"2026-11-28T00:00:00Z"'
evil='<script>alert(1)</script> | [x](javascript:a) @all `c` \u001b[31m \u202e # *b*'
{
	echo "{\"kind\":\"stat\",$w,\"<b>&\":3,\"key|\":\"$evil\"}"
	echo "{\"kind\":\"stat\",$w,\"orders\":3}"
	echo "{\"kind\":\"slo\",\"objective\":\"$evil\",\"verdict\":\"fail\",\"n\":9,\"rate\":0.5,\"rate_lo\":0.4,\"rate_hi\":0.6,\"allowed\":0.1,\"type\":\"ratio\",\"severity\":\"gate\"}"
	echo "{\"kind\":\"ab_verdict\",\"experiment\":\"$evil\",\"decision\":\"ship\",\"variant\":\"$evil\",\"metric\":\"<i>\",\"effect\":1}"
	echo "{\"kind\":\"funnel\",\"step\":1,\"name\":\"$evil\",\"reached\":3}"
	echo "{\"event_name\":\"deploy\",\"timestamp\":\"2026-11-27T01:00:00Z\",\"service\":\"$evil\"}"
	echo "{\"comment\":\"$evil\"}"
} >in
printf '[availability] <title>|\n- no list\n1. no list either\n# no heading\n<b>bold</b>\n' >notes
for form in html md text; do
	cxreport --as $form --notes notes in >out.$form
	echo "$form $?"
	LC_ALL=C tr -d '\n\40-\176\200-\377' <out.$form | wc -c | tr -d ' '
	LC_ALL=C grep -c "$(printf '\342\200\256')" out.$form
done
grep -c -i '<script\|<title>|\|<b>\|<i>' out.html
grep -F -c '&lt;script&gt;' out.html
grep '[^\\][*`|]b\|<[a-z]\|](j' out.md | grep -v '^|' | head
sed -n '/^> \*\*/,/bold/p' out.md
sed -n '/^| .title/,/bold/p' out.text

# Records that are odd, and no two of their members fit.
cat >odd <<'END'
{"kind":"stat","window":"2026-11-28T00:00:00Z","window_end":"2026-11-27T00:00:00Z","n":3}
{"kind":"stat","window":"0000-01-01T00:00:00Z","window_end":"9999-12-31T23:59:59Z","m":3}
{"kind":"stat","window":"2026-11-27T00:00:00Z","window_end":"2026-11-27T00:00:01Z","m":3}
{"kind":"stat","window":"2026-11-27T00:00:00Z","window_end":"2026-11-28T00:00:00Z","n":1e308,"n_lo":-1e308,"n_hi":1e308,"n_n":0,"metric":null,"anomaly":true,"score":null,"expected":"x","direction":3,"status":"anomaly"}
{"kind":"stat","window":null,"window_end":3,"n":1e400}
{"kind":"funnel","step":2,"name":"","reached":0,"rate":0}
{"kind":"retention","cohort":"2026-11-23T00:00:00Z","k":1e9,"size":0}
{"kind":"kpi","kpi":"","by":"2026-11-23T00:00:00Z","target":0,"value":null}
END
for form in html md text; do cxreport --as $form odd >out; echo "$form $?"; done

# Not UTF-8, not there, no records at all, an input that breaks off.
printf '\377' >notes
cxreport --notes notes in
cxreport --notes none in
: >empty
cxreport --as text empty
head -c 300 in | cxreport --as md | tail -n 1
gzip -c in | head -c 200 >cut.gz
cxreport --as md cut.gz | head -n 1; echo "status $?"
cxreport --at 2020-01-01 in
cxreport --as text --against 1y in
printf 'title: [a]\n' >spec; cxreport --spec spec in
printf 'metrics: {a: {section: nowhere}}\n' >spec; cxreport --spec spec in
printf 'sections: [speed, speed]\n' >spec; cxreport --spec spec in
printf 'deploys: [{at: 2026-11-27}]\n' >spec; cxreport --spec spec in
printf 'lang: kr\n' >spec; cxreport --spec spec in
printf 'metric: {}\n' >spec; cxreport --spec spec in
cxreport in >/dev/full; echo "status $?"

#> html 0
#> 0
#> 0
#> md 0
#> 0
#> 0
#> text 0
#> 0
#> 0
#> 0
#> 10
#> - **&#60;script&#62;alert(1)&#60;/script> \| \[x\](javascript&#58;a) &#64;all \`c\` \\x1b\[31m \\u\{202e\} \# \*b\***: promise broken. 50% \[40–60\] of 9 were bad, 10% is allowed; all of the interval lies beyond that. (bad)
#> - **&#60;script&#62;alert(1)&#60;/script> \| \[x\](javascript&#58;a) &#64;all \`c\` \\x1b\[31m \\u\{202e\} \# \*b\***: ship **&#60;script&#62;alert(1)&#60;/script> \| \[x\](javascript&#58;a) &#64;all \`c\` \\x1b\[31m \\u\{202e\} \# \*b\***. **&#60;i&#62;** changed by 1, and that holds.
#> 1. Ship **&#60;script&#62;alert(1)&#60;/script> \| \[x\](javascript&#58;a) &#64;all \`c\` \\x1b\[31m \\u\{202e\} \# \*b\*** of **&#60;script&#62;alert(1)&#60;/script> \| \[x\](javascript&#58;a) &#64;all \`c\` \\x1b\[31m \\u\{202e\} \# \*b\***.
#> - **&#60;script&#62;alert(1)&#60;/script> \| \[x\](javascript&#58;a) &#64;all \`c\` \\x1b\[31m \\u\{202e\} \# \*b\***: promise broken. 50% \[40–60\] of 9 were bad, 10% is allowed; all of the interval lies beyond that. (bad)
#> - **&#60;script&#62;alert(1)&#60;/script> \| \[x\](javascript&#58;a) &#64;all \`c\` \\x1b\[31m \\u\{202e\} \# \*b\***: ship **&#60;script&#62;alert(1)&#60;/script> \| \[x\](javascript&#58;a) &#64;all \`c\` \\x1b\[31m \\u\{202e\} \# \*b\***. **&#60;i&#62;** changed by 1, and that holds.
#> > **&#60;title&#62;\|**
#> >
#> > \- no list
#> > 1\. no list either
#> > \# no heading
#> > &#60;b&#62;bold&#60;/b&#62;
#> | <title>|
#> | - no list
#> | 1. no list either
#> | # no heading
#> | <b>bold</b>
#> html 0
#> md 0
#> text 0
#> The day's page
#> ==============
#>
#> Summary
#> -------
#>
#> Nothing here was judged: these are figures without a verdict.
#>
#> Nothing has to be done at once.
#>
#> Made of 0 records.
#> Made of 2 records.
#> # The day's page
#> status 0
#> status 2
#2> cxreport: notes: is not UTF-8
#2> cxreport: none: No such file or directory
#2> cxreport: stdin:3:15: string has no closing quote
#2> cxreport: 1 of 3 records rejected (33.3%), more than --max-bad allows
#2> cxreport: cut.gz: truncated gzip stream after 2 lines, partial last line dropped
#2> cxreport: --at: no record has a window that holds it
#2> try 'cxreport --help'
#2> cxreport: --against: expected a window like 5m (units ms s m h d w mo), got '1y'
#2> try 'cxreport --help'
#2> cxreport: spec:1:8: expected a string, found a list
#2>   title: [a]
#2>          ^
#2> cxreport: spec:1:24: expected freshness, availability, functionality, speed, sentiment, business, journey, funnels, sessions, retention, segments, experiments, attribution, messages, predictions, key-results or other, found 'nowhere'
#2>   metrics: {a: {section: nowhere}}
#2>                          ^
#2> cxreport: spec:1:19: 'speed' is there already
#2>   sections: [speed, speed]
#2>                     ^
#2> cxreport: spec:1:16: expected a time with its offset
#2>   deploys: [{at: 2026-11-27}]
#2>                  ^
#2> cxreport: spec:1:7: no language is called 'kr'
#2>   lang: kr
#2>         ^
#2> cxreport: spec:1:1: unknown key 'metric' (did you mean 'metrics'?)
#2>   metric: {}
#2>   ^
#2> cxreport: write error: No space left on device
