# Values that say who somebody is, in fields that are not for them.
cat > plan.yaml <<'END'
class: internal
common: {required: [event_name], properties: {user_id: {x-class: personal}, device: {properties: {ip: {x-class: personal}}}}}
schemas:
  search: {properties: {query: {type: string}}}
  skip: {}
  buy:
    properties:
      items: {type: array, items: {properties: {note: {type: string, x-class: public}}}}
checks:
  - {personal: internal, where: event_name != "skip", name: leaks}
  - {personal: public, severity: warn}
END
cat > events <<'END'
{"event_name":"search","user_id":"a@b.example","query":"ann@example.org","device":{"ip":"192.0.2.4"}}
{"event_name":"search","user_id":"a@b.example","query":"shoes"}
{"event_name":"buy","items":[{"note":"none"},{"note":"call +49 30 1234567"}],"card":4111111111111111}
{"event_name":"buy","card":"4111 1111 1111 1111","query":"\u0061nn@example.org"}
{"event_name":"buy","a/b":"192.0.2.4:80"}
{"event_name":"buy","a\nb":{"c~d":[[{"e":"ann\u0040example.org"}]]}}
{"event_name":"buy","version":"1.2.3","ts":1795341600000000,"image":"icon@2x.png"}
{"event_name":"skip","query":"ann@example.org"}
END
cxcheck --summary sum plan.yaml events
echo "status $?"
cxselect -e 'kind == "fault"' --fields event,path,code,severity,count sum
cxselect -e 'kind == "check"' --fields check,verdict,n,bad sum
echo == redacted >&2
cxcheck --redact -o /dev/null plan.yaml events
# Other formats have their members too, whatever schemas ask for.
printf 'class: public\nchecks: [{personal: public}]\n' > small.yaml
printf 'a,b\n1,ann@example.org\n2,x\n' | cxcheck -f csv small.yaml
echo "status $?"
echo '{"a":"ann@example.org"}' | cxcheck --map b=a small.yaml
echo "status $?"
for check in 'personal: personal' 'personal: 1' 'personal: none'; do
	printf 'class: public\nchecks: [{%s}]\n' "$check" > bad.yaml
	cxcheck bad.yaml events
	echo "status $?"
done
printf 'checks: [{personal: public}]\n' > bad.yaml
cxcheck bad.yaml events
echo "status $?"
printf 'class: open\nchecks: [{not_null: a}]\n' > bad.yaml
cxcheck bad.yaml events
echo "status $?"

#> {"event_name":"search","user_id":"a@b.example","query":"shoes"}
#> {"event_name":"buy","version":"1.2.3","ts":1795341600000000,"image":"icon@2x.png"}
#> {"event_name":"skip","query":"ann@example.org"}
#> status 1
#> {"event":"search","path":"/query","code":"personal","severity":"error","count":1}
#> {"event":"buy","path":"/items/*/note","code":"personal","severity":"error","count":1}
#> {"event":"buy","path":"/items/*/note","code":"personal","severity":"warn","count":1}
#> {"event":"buy","path":"/card","code":"personal","severity":"error","count":1}
#> {"event":"buy","path":"/a~1b","code":"personal","severity":"error","count":1}
#> {"event":"buy","path":"/a\nb/c~0d/*/*/e","code":"personal","severity":"error","count":1}
#> {"check":"schema","verdict":"pass","n":8,"bad":0}
#> {"check":"leaks","verdict":"fail","n":7,"bad":5}
#> {"check":"personal public","verdict":"fail","n":1,"bad":1}
#> 2,x
#> status 1
#> status 1
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#2> cxcheck: events:1: /query: looks like an e-mail or IP address, a phone or card number: not for this field
#2> cxcheck: events:3: /items/*/note: looks like an e-mail or IP address, a phone or card number: not for this field
#2> cxcheck: events:4: /card: looks like an e-mail or IP address, a phone or card number: not for this field
#2> cxcheck: events:5: /a~1b: looks like an e-mail or IP address, a phone or card number: not for this field
#2> cxcheck: events:6: /a\x0ab/c~0d/*/*/e: looks like an e-mail or IP address, a phone or card number: not for this field
#2> == redacted
#2> cxcheck: events:1: /query: looks like an e-mail or IP address, a phone or card number: not for this field
#2> cxcheck: events:3: /items/*/note: looks like an e-mail or IP address, a phone or card number: not for this field
#2> cxcheck: events:4: /card: looks like an e-mail or IP address, a phone or card number: not for this field
#2> cxcheck: events:5: /a~1b: looks like an e-mail or IP address, a phone or card number: not for this field
#2> cxcheck: events:6: /a\x0ab/c~0d/*/*/e: looks like an e-mail or IP address, a phone or card number: not for this field
#2> cxcheck: 8 events: 3 good, 5 bad
#2> cxcheck:        1 x personal /query in search, first at events:1
#2> cxcheck:        1 x personal /items/*/note in buy, first at events:3
#2> cxcheck:        1 x personal /items/*/note in buy, first at events:3
#2> cxcheck:        1 x personal /card in buy, first at events:4
#2> cxcheck:        1 x personal /a~1b in buy, first at events:5
#2> cxcheck:        1 x personal /a\x0ab/c~0d/*/*/e in buy, first at events:6
#2> cxcheck: pass         schema: 0 of 8 bad (0%), target 100%
#2> cxcheck: fail         leaks: 5 of 7 bad (71.4%), target 100%
#2> cxcheck: warn         personal public: 1 of 1 bad (100%), target 100%
#2> cxcheck: stdin:2: /b: looks like an e-mail or IP address, a phone or card number: not for this field
#2> cxcheck: 2 events: 1 good, 1 bad
#2> cxcheck:        1 x personal /b, first at stdin:2: "e-mail address"
#2> cxcheck: fail         personal public: 1 of 2 bad (50%), target 100%
#2> cxcheck: stdin:1: /b: looks like an e-mail or IP address, a phone or card number: not for this field
#2> cxcheck: 1 events: 0 good, 1 bad
#2> cxcheck:        1 x personal /b, first at stdin:1: "e-mail address"
#2> cxcheck: fail         personal public: 1 of 1 bad (100%), target 100%
#2> cxcheck: bad.yaml:2:21: expected public or internal
#2>   checks: [{personal: personal}]
#2>                       ^
#2> cxcheck: bad.yaml:2:21: expected public or internal
#2>   checks: [{personal: 1}]
#2>                       ^
#2> cxcheck: bad.yaml:2:21: expected public or internal
#2>   checks: [{personal: none}]
#2>                       ^
#2> cxcheck: bad.yaml:1:21: the plan has no classes: give fields x-class, or the plan class
#2>   checks: [{personal: public}]
#2>                       ^
#2> cxcheck: bad.yaml:1:8: expected public, internal, personal or secret
#2>   class: open
#2>          ^
