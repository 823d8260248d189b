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
