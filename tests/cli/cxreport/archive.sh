# Pages by date, with their records, a list of all, and links among them.
for d in 19 20 26 27; do
	printf '{"kind":"stat","window":"2026-11-%s","window_end":"2026-11-%s","orders":%s}\n' \
	    "${d}T00:00:00+09:00" "$((d + 1))T00:00:00+09:00" "$((100 + d))"
done >days
echo '{"kind":"slo","slo":"s","objective":"a","level":"availability","verdict":"fail","n":9,"rate":0.5,"rate_lo":0.4,"rate_hi":0.6,"allowed":0.1,"type":"ratio","severity":"gate"}' >slo
for d in 19 20 26 27; do
	grep "\"window\":\"2026-11-${d}T" days >day
	if [ "$d" = 26 ]; then cat slo; fi >>day
	cxreport --as text --archive pages/ day | sed -n 3p
done
ls pages
cat pages/index.ndjson
cmp day pages/2026-11-27.ndjson

links() { grep -o 'href="[^"#]*"' "$1" | tr '\n' ' '; echo; }
for d in 19 20 26 27; do links "pages/2026-11-$d.html"; done
links pages/index.html
grep -c 'data-trace="2026-11-26.ndjson:2 rate"' pages/2026-11-26.html

# Made again it takes the place of the old one; what came after is still there.
sed 's/126/125/' day >again
grep '"2026-11-26T' days >>again
cxreport --archive pages again >/dev/null
cxreport --at 2026-11-26 --archive pages again >/dev/null
cat pages/index.ndjson
links pages/2026-11-27.html

# Hours and weeks; the same bytes each time.
echo '{"kind":"stat","window":"2026-11-27T13:00:00Z","window_end":"2026-11-27T14:00:00Z","n":1}' |
    cxreport --archive hours >/dev/null
echo '{"kind":"stat","window":"2026-11-23T00:00:00Z","window_end":"2026-11-30T00:00:00Z","n":1}' |
    cxreport --archive hours --lang ko >/dev/null
ls hours
cp -r hours was
echo '{"kind":"stat","window":"2026-11-23T00:00:00Z","window_end":"2026-11-30T00:00:00Z","n":1}' |
    cxreport --archive hours --lang ko >/dev/null
diff -r was hours

# A list that somebody wrote: no link but to a page of ours.
echo '{"date":"javascript:alert(1)","status":"bad","headline":"<b>"}' >>hours/index.ndjson
echo '{"date":"2026-01-01","status":"bad","headline":"<b>x"}' >>hours/index.ndjson
echo '{"kind":"stat","window":"2026-11-27T13:00:00Z","window_end":"2026-11-27T14:00:00Z","n":1}' |
    cxreport --archive hours >/dev/null
links hours/index.html
grep -c '<b>' hours/index.html
echo '{' >hours/index.ndjson
cxreport --archive hours day >/dev/null
echo "status $?"

# No date, no folder, a folder that cannot be written, an input that breaks off.
cxreport --as md --archive none slo | tail -n 1
: >file
cxreport --archive file day >/dev/null
gzip -c days | head -c 100 >cut.gz
cxreport --archive cut cut.gz >/dev/null
ls cut 2>&1 | sed 's/.*: //'

#> Thursday, 19 November 2026
#> Friday, 20 November 2026
#> Thursday, 26 November 2026
#> Friday, 27 November 2026
#> 2026-11-19.html
#> 2026-11-19.ndjson
#> 2026-11-20.html
#> 2026-11-20.ndjson
#> 2026-11-26.html
#> 2026-11-26.ndjson
#> 2026-11-27.html
#> 2026-11-27.ndjson
#> index.html
#> index.ndjson
#> {"date":"2026-11-27","status":"none","headline":"Nothing here was judged: these are figures without a verdict."}
#> {"date":"2026-11-26","status":"bad","headline":"Something went wrong, first under “Is it available?”; 0 verdicts hold."}
#> {"date":"2026-11-20","status":"none","headline":"Nothing here was judged: these are figures without a verdict."}
#> {"date":"2026-11-19","status":"none","headline":"Nothing here was judged: these are figures without a verdict."}
#> href="index.html" 
#> href="index.html" href="2026-11-19.html" 
#> href="index.html" href="2026-11-19.html" 
#> href="index.html" href="2026-11-26.html" href="2026-11-20.html" 
#> href="2026-11-27.html" href="2026-11-26.html" href="2026-11-20.html" href="2026-11-19.html" 
#> 4
#> {"date":"2026-11-27","status":"none","headline":"Nothing here was judged: these are figures without a verdict."}
#> {"date":"2026-11-26","status":"none","headline":"Nothing here was judged: these are figures without a verdict."}
#> {"date":"2026-11-20","status":"none","headline":"Nothing here was judged: these are figures without a verdict."}
#> {"date":"2026-11-19","status":"none","headline":"Nothing here was judged: these are figures without a verdict."}
#> href="index.html" href="2026-11-26.html" href="2026-11-20.html" 
#> 2026-11-23--2026-11-29.html
#> 2026-11-23--2026-11-29.ndjson
#> 2026-11-27T1300.html
#> 2026-11-27T1300.ndjson
#> index.html
#> index.ndjson
#> href="2026-11-27T1300.html" href="2026-11-23--2026-11-29.html" href="2026-01-01.html" 
#> 0
#> status 2
#> Made of 1 records.
#> No such file or directory
#2> cxreport: hours/index.ndjson:1:2: expected '"' or '}', found end of text
#2> cxreport: --archive: no record has a window, so the page has no date
#2> try 'cxreport --help'
#2> cxreport: file/2026-11-27.ndjson: cannot make a temporary file beside it: Not a directory
#2> cxreport: cut.gz: truncated gzip stream after 2 lines, partial last line dropped
