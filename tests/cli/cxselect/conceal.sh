# Pseudonyms, and fields by the class that the tracking plan gives them.
(umask 077; printf 'new AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\nold Zm9vYmFyZm9vYmFyZm9vYmFy\n' > key)
(umask 077; echo 'other Zm9vYmFyZm9vYmFyZm9vYmFy' > other)
cat > plan.yaml <<'END'
class: internal
key: type
common:
  properties:
    user_id: {x-class: personal, x-pseudonym: true}
    device:
      x-class: personal
      properties: {kind: {x-class: public}, ids: {type: array, items: {x-pseudonym: true}}}
schemas:
  order:
    $ref: "#/$defs/with_mail"
    $defs:
      with_mail: {properties: {mail: {x-class: personal}, lines: {items: {properties: {to: {x-class: personal}}}}}}
  review:
    allOf: [{properties: {text: {x-class: internal}}}, {properties: {text: {x-class: secret}}}]
  tags: {additionalProperties: {x-class: personal}, properties: {type: {x-class: public}}}
END
cat > events <<'END'
{"type":"order","user_id":"u42","mail":"a@example.org","lines":[{"sku":"s","to":"Ann"},{"to":"Bob"}]}
{"type":"order","user_id":42,"device":{"kind":"phone","ids":["x","y"],"os":"9"}}
{"type":"review","user_id":null,"text":"fine","n":1}
{"type":"tags","a":1,"user_id":"\u00e4\n"}
{"type":"view","user_id":"u42","device":{"os":"9"},"device.kind":"tablet","page":"/"}
END
try() {
	echo "\$ cxselect $*"
	cxselect "$@" events
	[ $? = 0 ] || echo "status $?"
}
try --pseudonym user_id --key-file key
try --pseudonym 'mail, device.ids' --pseudonym lines.to --key-file key --fields mail,lines,device.ids
try --pseudonym user_id,device --key-file other --tenant shop --head 2
try --max-class internal --plan plan.yaml
try --max-class internal --plan plan.yaml --key-file key
try --max-class public --plan plan.yaml
try --max-class personal --plan plan.yaml --pseudonym page --key-file key --rename page=n

# The same id on both sides with the same key, and what Python's hmac makes of it.
cxselect --pseudonym user_id --key-file key --fields user_id --head 1 events
# However many threads: the same bytes.
i=0
while [ $i -lt 20000 ]; do i=$((i + 1)); echo "{\"type\":\"order\",\"user_id\":\"u$i\",\"mail\":\"m\",\"device\":{\"ids\":[$i]}}"; done > many
for j in 1 2 4; do
	cxselect -j $j --max-class internal --plan plan.yaml --key-file key --pseudonym type many | cksum
done | sort -u | wc -l
cxselect --max-class internal --plan plan.yaml --explain --pseudonym a,b --key-file key events |
    grep -E '"(pseudonym|class)"'

# Of other formats, and of what --explode makes.
printf 'type,user_id,mail\norder,u42,x@example.org\n' | cxselect -f csv --max-class internal --plan plan.yaml --key-file key
cxselect --explode lines --max-class internal --plan plan.yaml --head 2 events

# A ledger of messages knows users by the same pseudonyms, with the same key and tenant alone.
mkdir shop && cd shop || exit
. "$TOP/tests/cli/cxnotify/shop.inc"
for tenant in "" b; do
	rm -f db*
	cxnotify --ledger db --now 2026-11-22 ${tenant:+--tenant $tenant} --users users --consents consents policy.yaml events 2> /dev/null |
	    grep -o '"user":"[^"]*"' | sort -u > theirs
	cxselect --pseudonym user_id --key-file ledger.key ${tenant:+--tenant $tenant} events |
	    grep -o '"user_id":"[^"]*"' | sed 's/user_id/user/' | sort -u > ours
	echo "$(wc -l < theirs | tr -d ' ') users in the ledger, $(comm -23 theirs ours | wc -l | tr -d ' ') that we do not have"
done
cxselect --pseudonym user_id --key-file ledger.key events |
    grep -o '"user_id":"[^"]*"' | sed 's/user_id/user/' | sort -u | comm -12 - theirs | wc -l | tr -d ' '
cd ..

bad() {
	echo "\$ cxselect $*" >&2
	cxselect "$@" events
	echo "status $?"
}
bad --pseudonym user_id
bad --key-file key
bad --max-class internal
bad --plan plan.yaml
bad --tenant shop
bad --pseudonym a, --key-file key
bad --pseudonym a --key-file key --framed
bad --max-class internal --plan plan.yaml --compare 1d
bad --pseudonym a --key-file missing
chmod 644 other
bad --pseudonym a --key-file other
echo 'k short' > weak; chmod 600 weak
bad --pseudonym a --key-file weak
echo 'common: {properties: {a: {x-class: hidden}}}' > wrong.yaml
bad --max-class internal --plan wrong.yaml
echo 'common: {properties: {a: {x-pseudonym: yes}}}' > wrong.yaml
bad --max-class internal --plan wrong.yaml
echo 'common: {properties: {a: {}}}' > none.yaml
bad --max-class internal --plan none.yaml
printf 'class: public\ncommon: {}\nkey: "a +"\n' > key.yaml
bad --max-class internal --plan key.yaml
printf 'class: public\nevents: {order: {properties: {a: {x-class: secret}}}}\n' > other.yaml
bad --max-class internal --plan other.yaml
printf 'class: public\nschemas:\n  order: {properties: {a: {type: sting, x-class: secret}}}\n' > type.yaml
bad --max-class internal --plan type.yaml
echo '{properties: {mail: {x-class: secret}}}' > mail.yaml
printf 'class: public\nschemas:\n  order: {$ref: mail.yaml}\n' > file.yaml
bad --max-class internal --plan file.yaml

#> $ cxselect --pseudonym user_id --key-file key
#> {"type":"order","user_id":"iotfbmu7p2swp5ueywqrtk3nlu","mail":"a@example.org","lines":[{"sku":"s","to":"Ann"},{"to":"Bob"}]}
#> {"type":"order","user_id":"6b3skt5s3trmqfnvjzyvmyibpi","device":{"kind":"phone","ids":["x","y"],"os":"9"}}
#> {"type":"review","user_id":null,"text":"fine","n":1}
#> {"type":"tags","a":1,"user_id":"xycduoc5bg5yvftjk6tqiui2ba"}
#> {"type":"view","user_id":"iotfbmu7p2swp5ueywqrtk3nlu","device":{"os":"9"},"device.kind":"tablet","page":"/"}
#> $ cxselect --pseudonym mail, device.ids --pseudonym lines.to --key-file key --fields mail,lines,device.ids
#> {"mail":"iscxrrcjy67ft2nygxit72gmmu","lines":[{"sku":"s","to":"vz6xtkmouotmaruo4tjylzqoye"},{"to":"tqbgx24uiqvzphmxxqvjgowu6e"}]}
#> {"device.ids":["k7hrikcuvlx3iaqmx76k62h7tq","j4d4ald6tpj2eqzqedo4xonm2e"]}
#> {}
#> {}
#> {}
#> $ cxselect --pseudonym user_id,device --key-file other --tenant shop --head 2
#> {"type":"order","user_id":"xuu4dlw2tavvvvbk45nmwirapu","mail":"a@example.org","lines":[{"sku":"s","to":"Ann"},{"to":"Bob"}]}
#> {"type":"order","user_id":"6olzz4njse7im63k2zpttokdia"}
#> $ cxselect --max-class internal --plan plan.yaml
#> {"type":"order","lines":[{"sku":"s"},{}]}
#> {"type":"order","device":{"kind":"phone"}}
#> {"type":"review","n":1}
#> {"type":"tags"}
#> {"type":"view","device.kind":"tablet","page":"/"}
#> $ cxselect --max-class internal --plan plan.yaml --key-file key
#> {"type":"order","user_id":"iotfbmu7p2swp5ueywqrtk3nlu","lines":[{"sku":"s"},{}]}
#> {"type":"order","user_id":"6b3skt5s3trmqfnvjzyvmyibpi","device":{"kind":"phone","ids":["k7hrikcuvlx3iaqmx76k62h7tq","j4d4ald6tpj2eqzqedo4xonm2e"]}}
#> {"type":"review","user_id":null,"n":1}
#> {"type":"tags","user_id":"xycduoc5bg5yvftjk6tqiui2ba"}
#> {"type":"view","user_id":"iotfbmu7p2swp5ueywqrtk3nlu","device.kind":"tablet","page":"/"}
#> $ cxselect --max-class public --plan plan.yaml
#> {}
#> {"device":{"kind":"phone"}}
#> {}
#> {"type":"tags"}
#> {"device.kind":"tablet"}
#> $ cxselect --max-class personal --plan plan.yaml --pseudonym page --key-file key --rename page=n
#> {"type":"order","user_id":"u42","mail":"a@example.org","lines":[{"sku":"s","to":"Ann"},{"to":"Bob"}]}
#> {"type":"order","user_id":42,"device":{"kind":"phone","ids":["x","y"],"os":"9"}}
#> {"type":"review","user_id":null,"page":"foac5wgyrs4m3h7rgqtvs67rrm"}
#> {"type":"tags","a":1,"user_id":"\u00e4\n"}
#> {"type":"view","user_id":"u42","device":{"os":"9"},"device.kind":"tablet","page":"fa4e4pov3ryie5llyuwmtqi22a"}
#> {"user_id":"iotfbmu7p2swp5ueywqrtk3nlu"}
#> 1
#> {"kind":"explain","part":"pseudonym","is":"a,b","method":"HMAC-SHA256"}
#> {"kind":"explain","part":"class","name":"plan.yaml","is":"internal"}
#> {"user_id":"iotfbmu7p2swp5ueywqrtk3nlu","type":"order"}
#> {"type":"order","lines":{"sku":"s"}}
#> {"type":"order","lines":{}}
#> 5 users in the ledger, 0 that we do not have
#> 5 users in the ledger, 0 that we do not have
#> 0
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#2> $ cxselect --pseudonym user_id
#2> cxselect: --pseudonym needs --key-file
#2> try 'cxselect --help'
#2> $ cxselect --key-file key
#2> cxselect: --key-file needs --pseudonym or --max-class
#2> try 'cxselect --help'
#2> $ cxselect --max-class internal
#2> cxselect: --max-class needs --plan
#2> try 'cxselect --help'
#2> $ cxselect --plan plan.yaml
#2> cxselect: --plan needs --max-class
#2> try 'cxselect --help'
#2> $ cxselect --tenant shop
#2> cxselect: --tenant needs --key-file
#2> try 'cxselect --help'
#2> $ cxselect --pseudonym a, --key-file key
#2> cxselect: --pseudonym: expected a,b, one of the names is empty
#2> try 'cxselect --help'
#2> $ cxselect --pseudonym a --key-file key --framed
#2> cxselect: --pseudonym does not go with --framed
#2> try 'cxselect --help'
#2> $ cxselect --max-class internal --plan plan.yaml --compare 1d
#2> cxselect: --max-class does not go with --compare
#2> try 'cxselect --help'
#2> $ cxselect --pseudonym a --key-file missing
#2> cxselect: missing: No such file or directory
#2> $ cxselect --pseudonym a --key-file other
#2> cxselect: other: others may use this secret (mode 644): chmod go= it
#2> try 'cxselect --help'
#2> $ cxselect --pseudonym a --key-file weak
#2> cxselect: weak:1:3: a key is base64
#2> $ cxselect --max-class internal --plan wrong.yaml
#2> cxselect: wrong.yaml:1:36: expected public, internal, personal or secret
#2>   common: {properties: {a: {x-class: hidden}}}
#2>                                      ^
#2> $ cxselect --max-class internal --plan wrong.yaml
#2> cxselect: wrong.yaml:1:40: expected true or false, found 'yes'
#2>   common: {properties: {a: {x-pseudonym: yes}}}
#2>                                          ^
#2> $ cxselect --max-class internal --plan none.yaml
#2> cxselect: none.yaml: the plan has no classes: give fields x-class, or the plan class
#2> $ cxselect --max-class internal --plan key.yaml
#2> cxselect: key.yaml:3:10: expected a value, found end of text
#2>   key: "a +"
#2>            ^
#2> $ cxselect --max-class internal --plan other.yaml
#2> cxselect: other.yaml: no plan: neither 'schemas', 'common' nor 'checks' is in it; the first operand is PLAN, and files of events follow it
#2> $ cxselect --max-class internal --plan type.yaml
#2> cxselect: type.yaml:3:34: unknown type 'sting'; known are null, boolean, integer, number, string, object, array
#2>     order: {properties: {a: {type: sting, x-class: secret}}}
#2>                                    ^
#2> $ cxselect --max-class internal --plan file.yaml
#2> cxselect: file.yaml:3:17: --max-class follows a $ref within the schema alone ('#/$defs/NAME'): what is elsewhere may be secret
#2>     order: {$ref: mail.yaml}
#2>                   ^
