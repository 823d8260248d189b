# Good events pass byte for byte, in their lines; a line ends with a line feed alone.
echo 'common: {required: [n]}' > plan
printf '{"n":1}\r\n{ "n" : 2.0 ,"n":3}  \n\n  {"n":"\\u0041"}' | cxcheck plan 2>/dev/null | od -An -c
printf '\357\273\277{"n":1}\n' | cxcheck plan 2>/dev/null | od -An -c
printf '{"n":1}\n' | gzip | cxcheck plan 2>/dev/null
# Values are cut between characters and escapes, and shown nowhere but in the rejects when asked.
awk 'BEGIN { for (i = 0; i < 60; i++) s = s "\\u00e9\\n"; printf "{\"n\":1,\"mail\":\"secret-%s\"}\n{\"mail\":{\"secret\":\"%s\"}}\n", s, s }' > events
echo 'common: {required: [n], properties: {mail: {maxLength: 5, type: string}}}' > plan
cxcheck --summary summary --rejects rejects plan events
grep fault summary
cxcheck --redact --summary summary --rejects rejects plan events 2>&1 | grep secret
grep -c secret summary
grep -c secret rejects
cxcheck --redact plan events
for format in github junit tap markdown prometheus; do cxcheck --emit $format plan events 2>/dev/null | grep secret; done
# Names come from the input, too: no message and no report lets them write to the terminal.
printf 'key: e\nschemas: {a: {additionalProperties: false, properties: {e: true}}}\n' > plan
printf '{"e":"a","\\u001b[31mx\\u0007":1}\n{"e":"\\u001b]0;x\\u0007\\u009b2J"}\n{"e":"x\\n::error::y"}\n' > events
cxcheck plan events
cxcheck --emit github plan events 2>/dev/null

#>    {   "   n   "   :   1   }  \n   {       "   n   "       :    
#>    2   .   0       ,   "   n   "   :   3   }          \n        
#>    {   "   n   "   :   "   \   u   0   0   4   1   "   }  \n
#>    {   "   n   "   :   1   }  \n
#> {"n":1}
#> {"kind":"fault","event":null,"path":"/mail","code":"length","schema_path":"plan#/common/properties/mail/maxLength","severity":"error","count":1,"rate":0.5,"lo":0.012579117093425062,"hi":0.9874208829065749,"first":{"source":"events","line":1},"last":{"source":"events","line":1},"samples":[{"line":1,"value":"secret-é\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né…"}]}
#> {"kind":"fault","event":null,"path":"/mail","code":"type_mismatch","schema_path":"plan#/common/properties/mail/type","severity":"error","count":1,"rate":0.5,"lo":0.012579117093425062,"hi":0.9874208829065749,"first":{"source":"events","line":2},"last":{"source":"events","line":2},"samples":[{"line":2,"value":"{\"secret\":\"\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e…"}]}
#> {"kind":"fault","event":null,"path":"/n","code":"required_missing","schema_path":"plan#/common/required","severity":"error","count":1,"rate":0.5,"lo":0.012579117093425062,"hi":0.9874208829065749,"first":{"source":"events","line":2},"last":{"source":"events","line":2},"samples":[{"line":2}]}
#> 0
#> 3
#> ::error file=plan,line=1,title=cxcheck%3A schema::fail: 3 of 3 bad (100%25), target 100%25
#> ::stop-commands::cx31f2b2149836ba06
#> cxcheck: 1 fail
#>   fail          cxcheck: schema  3 of 3 bad (100%), target 100%
#> ::cx31f2b2149836ba06::
#2> cxcheck: events:1: /mail: 127 characters, maxLength is 5
#2> cxcheck: events:2: /mail: expected string, found object
#2> cxcheck: events:1: /mail: 127 characters, maxLength is 5
#2> cxcheck: events:2: /mail: expected string, found object
#2> cxcheck: 2 events: 0 good, 2 bad
#2> cxcheck:        1 x length /mail, first at events:1
#2> cxcheck:        1 x type_mismatch /mail, first at events:2
#2> cxcheck:        1 x required_missing /n, first at events:2
#2> cxcheck: fail         schema: 2 of 2 bad (100%), target 100%
#2> cxcheck: events:1: /\x1b[31mx\x07: is not in the schema
#2> cxcheck: events:2: /e: the plan has no such event
#2> cxcheck: events:3: /e: the plan has no such event
#2> cxcheck: 3 events: 0 good, 3 bad
#2> cxcheck:        1 x additional_property /\x1b[31mx\x07 in a, first at events:1: 1
#2> cxcheck:        1 x unplanned_event /e in \x1b]0;x\x07\u{009b}2J, first at events:2: "\u001b]0;x\u0007\u009b2J"
#2> cxcheck:        1 x unplanned_event /e in x\x0a::error::y, first at events:3: "x\n::error::y"
#2> cxcheck: fail         schema: 3 of 3 bad (100%), target 100%
#? 1
