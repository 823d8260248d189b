# The gate fails closed: what cannot be judged is never status 0.
echo 'common: {required: [n]}' > plan
: > empty
cxcheck plan empty; echo "empty: $?"
printf 'a\nb\n' | cxcheck plan; echo "no JSON: $?"
{ i=0; while [ $i -lt 7 ]; do i=$((i + 1)); echo '{"n":1}'; done; printf 'x\nx\nx\n'; } > third
cxcheck -o /dev/null plan third 2>/dev/null; echo "a third unreadable: $?"
cxcheck --max-bad 30% -o /dev/null plan third 2>/dev/null; echo "... allowed: $?"
i=0; while [ $i -lt 3000 ]; do i=$((i + 1)); echo "{\"n\":$i,\"x\":\"$((i * 7919 % 1000))\"}"; done | gzip > whole.gz
head -c 3000 whole.gz > cut.gz
cxcheck -o /dev/null plan whole.gz 2>/dev/null; echo "gz: $?"
cxcheck -o /dev/null plan cut.gz 2>/dev/null; echo "truncated gz: $?"
cxcheck plan missing; echo "no file: $?"
echo 'checks: [{in: country, values: [DE]}]' > plan
echo '{"n":1}' | cxcheck plan; echo "a field that is never there: $?"
echo 'checks: [{fresh: ts, max_age: 1d}]' > plan
echo '{"ts":"soon"}' | cxcheck plan; echo "no time: $?"
# A bad event is bad, whatever --max-bad allows; a target allows some.
printf 'target: 60%%\ncommon: {required: [n]}\n' > plan
printf '{"n":1}\n{"n":1}\n{}\n' | cxcheck plan 2>/dev/null; echo "within the target: $?"
printf '{"n":1}\n{}\n' | cxcheck --max-bad 100% plan 2>/dev/null; echo "beyond it: $?"
printf '{"n":1}' | cxcheck plan > /dev/full; echo "full: $?"
printf '{"n":1}\n' | cxcheck --summary /dev/full plan; echo "full summary: $?"

#> empty: 3
#> no JSON: 4
#> a third unreadable: 4
#> ... allowed: 0
#> gz: 0
#> truncated gz: 2
#> no file: 2
#> {"n":1}
#> a field that is never there: 3
#> {"ts":"soon"}
#> no time: 3
#> {"n":1}
#> {"n":1}
#> within the target: 0
#> {"n":1}
#> beyond it: 1
#> full: 2
#> {"n":1}
#> full summary: 2
#2> cxcheck: 0 events: 0 good, 0 bad
#2> cxcheck: nodata       schema: nothing to judge
#2> cxcheck: stdin:1:1: expected an object, found 'a'
#2> cxcheck: stdin:2:1: expected an object, found 'b'
#2> cxcheck: 0 events: 0 good, 0 bad
#2> cxcheck: nodata       schema: nothing to judge
#2> cxcheck: 2 of 2 records rejected (100%), more than --max-bad allows
#2> cxcheck: is it a log or CSV? name its format with -f, or try cxparse --detect
#2> cxcheck: missing: No such file or directory
#2> cxcheck: no record had a field 'country'
#2> cxcheck: 1 events: 1 good, 0 bad
#2> cxcheck: nodata       in country: nothing to judge
#2> cxcheck: 1 events: 1 good, 0 bad
#2> cxcheck: nodata       fresh ts: nothing to judge
#2> cxcheck: 1 events: 1 good, 0 bad
#2> cxcheck: pass         schema: 0 of 1 bad (0%), target 60%
#2> cxcheck: write error: No space left on device
#2> cxcheck: /dev/full: write error: No space left on device
