# First-match rules over profiles: the shipped sets, files of one's own, what is wrong with them.
# Worked cases at day 100: first seen, last seen, active days of the year.
profile() { printf '{"kind":"user","user":"%s","age_days":%d,"idle_days":%d,"active_days_365":%d%s}\n' "$@"; }
{
	profile new 5 1 2 ''
	profile loyal 90 2 9 ',"frequency":4,"recency":2'
	profile active 80 20 2 ',"frequency":1,"recency":70'
	profile at_risk 95 40 7 ''
	profile dormant 99 92 1 ''
	profile first 60 3 9 ',"frequency":1,"recency":14'
	profile edge 15 30 5 ',"frequency":1,"recency":15'
	profile edge2 15 90 5 ',"gap_days":20'
	profile often 95 40 7 ',"gap_days":30'
	profile seldom 95 95 7 ',"gap_days":30'
	echo '{"kind":"user","user":"nothing is known"}'
} > profiles
cxsegment profiles
echo '# by pace'
cxsegment --stages pace profiles | sed -n '4p;8,11p'
echo '# other limits'
cxsegment --limit new_within=5 --limit loyal_from=10 --limit active_within=10 --limit dormant_after=40 profiles
echo '# of their own'
cat > rules.yaml <<'END'
# The first that is true counts.
limits:
  few: 3
  age_days: 50      # hides the record's
rules:
  "name, with: signs": user == "first"
  young: age_days < 10 || idle_days < few
  everybody: true
END
cxsegment --rules rules.yaml profiles | head -n 7
cxsegment --rules rules.yaml --limit age_days=3 profiles | head -n 2
echo '{"limits":{"few":3},"rules":{"x":"idle_days < few"}}' > rules.json
cxsegment --rules rules.json profiles | head -n 2
echo '# a map: in input order, live, from CSV, by another name'
printf 'id,idle_days\n7,1\n"a ""b""",50\n' | cxsegment -f csv -u id --rules rules.json
echo '{"id":7,"idle_days":1}' | cxsegment -u 'gone,id' --rules rules.json
echo '# what is wrong'
for text in '' 'rules:' 'rules: {}' 'rules: [a]' 'rule: {a: b}' '[1]' 'rules: {other: a}' \
    'rules: {a: 7}' 'rules: {a: "b >"}' 'rules: {a: "lower(b, c)"}' 'rules: {a: b, a: c}' \
    'limits: 7
rules: {a: b}' 'limits: {x: y}
rules: {a: b}' 'limits: {"x.y": 1}
rules: {a: b}' 'limits: {"x y": 1}
rules: {a: b}' '--- {rules: {a: b}}
--- {rules: {a: b}}'; do
	echo "$text" > bad.yaml
	cxsegment --rules bad.yaml profiles 2>&1 | head -n 1
done
cxsegment --rules gone.yaml profiles
cxsegment --limit new_witin=3 profiles 2>&1 | head -n 1
cxsegment --limit new_within=x profiles 2>&1 | head -n 1
echo '# records without a user'
printf '{"idle_days":1}\n{"user":null}\n{"user":""}\n{"user":7,"idle_days":2}\n' |
    cxsegment --rules rules.json --rejects - --max-bad 100%

#> {"kind":"segment","user":"new","segment":"new"}
#> {"kind":"segment","user":"loyal","segment":"loyal"}
#> {"kind":"segment","user":"active","segment":"active"}
#> {"kind":"segment","user":"at_risk","segment":"at_risk"}
#> {"kind":"segment","user":"dormant","segment":"dormant"}
#> {"kind":"segment","user":"first","segment":"first_purchase"}
#> {"kind":"segment","user":"edge","segment":"loyal"}
#> {"kind":"segment","user":"edge2","segment":"at_risk"}
#> {"kind":"segment","user":"often","segment":"at_risk"}
#> {"kind":"segment","user":"seldom","segment":"dormant"}
#> {"kind":"segment","user":"nothing is known","segment":"other"}
#> # by pace
#> {"kind":"segment","user":"at_risk","segment":"at_risk"}
#> {"kind":"segment","user":"edge2","segment":"dormant"}
#> {"kind":"segment","user":"often","segment":"loyal"}
#> {"kind":"segment","user":"seldom","segment":"at_risk"}
#> {"kind":"segment","user":"nothing is known","segment":"other"}
#> # other limits
#> {"kind":"segment","user":"new","segment":"new"}
#> {"kind":"segment","user":"loyal","segment":"active"}
#> {"kind":"segment","user":"active","segment":"at_risk"}
#> {"kind":"segment","user":"at_risk","segment":"at_risk"}
#> {"kind":"segment","user":"dormant","segment":"dormant"}
#> {"kind":"segment","user":"first","segment":"active"}
#> {"kind":"segment","user":"edge","segment":"at_risk"}
#> {"kind":"segment","user":"edge2","segment":"dormant"}
#> {"kind":"segment","user":"often","segment":"at_risk"}
#> {"kind":"segment","user":"seldom","segment":"dormant"}
#> {"kind":"segment","user":"nothing is known","segment":"other"}
#> # of their own
#> {"kind":"segment","user":"new","segment":"young"}
#> {"kind":"segment","user":"loyal","segment":"young"}
#> {"kind":"segment","user":"active","segment":"everybody"}
#> {"kind":"segment","user":"at_risk","segment":"everybody"}
#> {"kind":"segment","user":"dormant","segment":"everybody"}
#> {"kind":"segment","user":"first","segment":"name, with: signs"}
#> {"kind":"segment","user":"edge","segment":"everybody"}
#> {"kind":"segment","user":"new","segment":"young"}
#> {"kind":"segment","user":"loyal","segment":"young"}
#> {"kind":"segment","user":"new","segment":"x"}
#> {"kind":"segment","user":"loyal","segment":"x"}
#> # a map: in input order, live, from CSV, by another name
#> {"kind":"segment","user":"7","segment":"x"}
#> {"kind":"segment","user":"a \"b\"","segment":"other"}
#> {"kind":"segment","user":7,"segment":"x"}
#> # what is wrong
#> cxsegment: bad.yaml: expected one document, found 0
#> cxsegment: bad.yaml:1:7: expected a map, found nothing
#> cxsegment: bad.yaml:1:8: expected 1 to 1000 rules, found 0
#> cxsegment: bad.yaml:1:8: expected a map, found a list
#> cxsegment: bad.yaml:1:1: unknown key 'rule' (did you mean 'rules'?)
#> cxsegment: bad.yaml:1:1: expected a map, found a list
#> cxsegment: bad.yaml:1:9: 'other' is who is in no segment: call it something else
#> cxsegment: bad.yaml:1:12: expected a string, found a number; put it in quotes
#> cxsegment: bad.yaml:1:16: expected a value, found end of text
#> cxsegment: bad.yaml:1:13: lower() takes 1 argument, got 2
#> cxsegment: bad.yaml:1:15: the key 'a' stands twice, first on line 1
#> cxsegment: bad.yaml:1:9: expected a map, found a number
#> cxsegment: bad.yaml:1:13: expected a number, found 'y'
#> cxsegment: bad.yaml:1:10: expected a name of letters, digits and _, found 'x.y'
#> cxsegment: bad.yaml:1:10: a field name with this character needs `backquotes`
#> cxsegment: bad.yaml: expected one document, found 2
#> cxsegment: --limit new_witin=3: activity has no such limit (did you mean 'new_within'?)
#> cxsegment: --limit: expected NAME=NUMBER, got 'new_within=x'
#> # records without a user
#> {"kind":"reject","source":"stdin","line":1,"code":"user","message":"no user: 'user' has no value (see --user; cxuser makes profiles of events)","raw":"{\"idle_days\":1}"}
#> {"kind":"reject","source":"stdin","line":2,"code":"user","message":"no user: 'user' has no value (see --user; cxuser makes profiles of events)","raw":"{\"user\":null}"}
#> {"kind":"reject","source":"stdin","line":3,"code":"user","message":"no user: 'user' has no value (see --user; cxuser makes profiles of events)","raw":"{\"user\":\"\"}"}
#> {"kind":"segment","user":7,"segment":"x"}
#2> cxsegment: no record had a field 'gone'
#2> cxsegment: gone.yaml: No such file or directory
#2> cxsegment: stdin:1: no user: 'user' has no value (see --user; cxuser makes profiles of events)
#2> cxsegment: stdin:2: no user: 'user' has no value (see --user; cxuser makes profiles of events)
#2> cxsegment: stdin:3: no user: 'user' has no value (see --user; cxuser makes profiles of events)
#2> cxsegment: 3 of 4 records rejected (75%)
