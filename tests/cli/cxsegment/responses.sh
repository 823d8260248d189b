# Who reacts to messages: which reaction belongs to which message, and what does not count yet.
event() { printf '{"timestamp":"2026-11-%sZ","user_id":"%s","event_name":"notification_%s"%s}\n' "$@"; }
id() { printf ',"delivery_id":"%s"' "$1"; }
{
	event 01T09:00:00 ann sent "$(id a1)"; event 01T09:05:00 ann opened "$(id a1)"; event 01T09:06:00 ann clicked "$(id a1)"
	event 08T09:00:00 ann sent "$(id a2)"; event 08T19:00:00 ann clicked "$(id a2)"
	event 01T09:00:00 bob sent "$(id b1)"; event 01T09:01:00 bob opened ''
	event 08T09:00:00 bob sent "$(id b2)"; event 08T09:00:00 bob sent "$(id b2)"; event 09T09:00:00 bob delivered "$(id b2)"
	event 01T09:00:00 cat sent ''; event 02T09:00:00 cat sent ''; event 03T09:00:00 cat opened ''; event 04T09:00:00 cat sent ''
	event 08T09:10:00 dan opened "$(id d0)"; event 08T09:11:00 dan opened ''
	event 08T09:00:05 eve sent "$(id e1)"; event 08T09:00:00 eve opened "$(id e1)"
	event 08T09:00:00 fay sent "$(id f1)"; event 08T08:00:00 fay sent "$(id f0)"; event 10T09:00:00 fay clicked "$(id f0)"
	echo '{"timestamp":"2026-11-08T09:10:00Z","anonymous_id":"x","event_name":"page_view"}'
} > events
cxsegment --responses 10 events
show() { cxview --fields user,segment,messages,reacted,ignored; }
echo '# the last one'
cxsegment --responses 1 events | show
echo '# within an hour'
cxsegment --responses 10 --within 1h events | show
echo '# within two days: what is younger and has no reaction does not count yet'
cxsegment --responses 10 --within 2d --now 2026-11-09T12:00:00Z events | show
echo '# all together'
cxsegment --responses 10 --summary events | cxview --fields segment,n,share
echo '# the order of the input, halves of it and threads do not show'
cxsegment --responses 10 events > one
sort -r events | cxsegment --responses 10 | cmp - one && echo same
for j in 1 2 4; do cxsegment -j $j --responses 10 --summary events | cksum; done
awk '{ a[NR] = $0 } END { for (i = NR; i > 0; i--) print a[i] }' events > back
gzip -c back > back.gz
named='user_id in ["ann", "bob", "eve", "fay"]'
cxsegment --responses 10 -e "$named" events > one
cxsegment --responses 10 -e "$named" back.gz events | cmp - one && echo 'twice is once'
echo '# messages of another kind'
sed 's/notification_//; s/event_name/what/; s/delivery_id/mail/; s/user_id/who/' events > mails
cxsegment --responses 10 -u who --sent 'what == "sent"' --reaction 'what == "clicked"' --message mail mails | show
echo '# nobody is there'
echo '{"timestamp":1767225600,"event_name":"notification_sent"}' | cxsegment --responses 3; echo "status $?"
echo '{"user_id":"a","event_name":"notification_sent"}' | cxsegment --responses 3; echo "status $?"
cxsegment --responses 3 < /dev/null
cxsegment --responses 3 --within soon events
echo '# and then by rules over what came out'
echo 'rules: {pause: ignored >= 2, keen: share_lo > 0.3}' > rules.yaml
cxsegment --responses 10 --within 1h events | cxsegment --rules rules.yaml | cxview

#> {"kind":"segment","user":"ann","segment":"always","messages":2,"reacted":2,"share":1,"share_lo":0.3423802275066532,"share_hi":1,"ignored":0}
#> {"kind":"segment","user":"bob","segment":"sometimes","messages":2,"reacted":1,"share":0.5,"share_lo":0.09453120573423075,"share_hi":0.9054687942657692,"ignored":1}
#> {"kind":"segment","user":"cat","segment":"sometimes","messages":3,"reacted":1,"share":0.3333333333333333,"share_lo":0.061491944720396256,"share_hi":0.7923403991979523,"ignored":1}
#> {"kind":"segment","user":"dan","segment":"other","messages":0,"reacted":0}
#> {"kind":"segment","user":"eve","segment":"always","messages":1,"reacted":1,"share":1,"share_lo":0.2065493143772375,"share_hi":1,"ignored":0}
#> {"kind":"segment","user":"fay","segment":"sometimes","messages":2,"reacted":1,"share":0.5,"share_lo":0.09453120573423075,"share_hi":0.9054687942657692,"ignored":1}
#> # the last one
#> user  segment  messages  reacted  ignored
#> ann   always          1        1        0
#> bob   never           1        0        1
#> cat   never           1        0        1
#> dan   other           0        0        -
#> eve   always          1        1        0
#> fay   never           1        0        1
#> # within an hour
#> user  segment    messages  reacted  ignored
#> ann   sometimes         2        1        1
#> bob   sometimes         2        1        1
#> cat   never             3        0        3
#> dan   other             0        0        -
#> eve   always            1        1        0
#> fay   never             2        0        2
#> # within two days: what is younger and has no reaction does not count yet
#> user  segment    messages  reacted  ignored
#> ann   always            2        2        0
#> bob   always            1        1        0
#> cat   sometimes         3        1        1
#> dan   other             0        0        -
#> eve   always            1        1        0
#> fay   other             0        0        -
#> # all together
#> segment    n              share
#> never      0  0.00 [0.00, 0.39]
#> sometimes  3  0.50 [0.19, 0.81]
#> always     2  0.33 [0.10, 0.70]
#> other      1  0.17 [0.03, 0.56]
#> # the order of the input, halves of it and threads do not show
#> same
#> 1754550215 529
#> 1754550215 529
#> 1754550215 529
#> twice is once
#> # messages of another kind
#> user  segment    messages  reacted  ignored
#> ann   always            2        2        0
#> bob   never             2        0        2
#> cat   never             3        0        3
#> eve   never             1        0        1
#> fay   sometimes         2        1        1
#> # nobody is there
#> status 4
#> status 4
#> # and then by rules over what came out
#> user  segment
#> ann   other
#> bob   other
#> cat   pause
#> dan   other
#> eve   other
#> fay   pause
#2> cxsegment: stdin:1: no user: 'user_id' has no value (see --user)
#2> cxsegment: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxsegment: stdin:1: no time: the record has no field 'timestamp' (see --time)
#2> cxsegment: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxsegment: --within: expected a duration such as 7d, got 'soon'
#2> try 'cxsegment --help'
