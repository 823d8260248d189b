# Delivery reports and complaints as receipts: an mbox, a mail alone, lines ended as on the wire,
# several recipients, codes of each class, an envelope id where the mail is not there, and mails
# that are none.
cat >box <<'END'
From MAILER-DAEMON  Mon Nov 30 10:00:05 2026
Return-Path: <>
Date: Mon, 30 Nov 2026 10:00:05 +0100 (CET)
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: no-reply@shop.example.org
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="6D8.1/mx.example.net"

This is a MIME-encapsulated message.

--6D8.1/mx.example.net
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you ...
From here on it is text.

--6D8.1/mx.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
X-Postfix-Queue-ID: 6D8
Arrival-Date: Mon, 30 Nov 2026 09:59:58 +0100 (CET)

Final-Recipient: rfc822; ann@example.net
Original-Recipient: rfc822;ann@example.net
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.net
Diagnostic-Code: smtp; 550 5.1.1 <ann@example.net>: Recipient address
    rejected: User unknown

--6D8.1/mx.example.net
Content-Description: Undelivered Message
Content-Type: message/rfc822

Message-ID: <rn4c5k2vabc@shop.example.org>
Subject: Still in your cart

From: x

--6D8.1/mx.example.net--

From complaints Mon Nov 30 11:00:05 2026
Date: Mon, 30 Nov 2026 11:00:05 +0000
Content-Type: multipart/report; report-type=feedback-report; boundary=part1

--part1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1

--part1
Content-Type: message/rfc822

From: <no-reply@shop.example.org>
Message-ID: <zz9@shop.example.org>

--part1--

From ann Mon Nov 30 12:00:05 2026
Date: Mon, 30 Nov 2026 12:00:05 +0000
Subject: hello

just a mail
END
cxparse -f dsn box
sed '1d; /^From complaints/,$d' box | awk '{ printf "%s\r\n", $0 }' >one
cxparse -f dsn one >alone
cxparse -f dsn --fields timestamp,event_name,delivery_id,enhanced one
cxparse -f dsn box | head -n 1 | cmp - alone
report() {
	printf 'Date: Mon, 30 Nov 2026 10:00:05 +0000\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nOriginal-Envelope-Id: env7\n\n'
	for s in 5.1.1 5.1.10 5.2.2 5.7.1 4.4.7; do
		printf 'Final-Recipient: rfc822; %s@example.net\nAction: failed\nStatus: %s\n\n' "$s" "$s"
	done
	for a in delayed delivered relayed; do
		printf 'Action: %s\nStatus: 2.0.0\nFinal-Recipient: rfc822; x@example.net\n\n' "$a"
	done
	echo --b--
}
report | cxparse -f dsn --fields event_name,delivery_id,class,enhanced
report | sed 's/30 Nov/99 Foo/' | cxparse -f dsn 2>&1 | tail -n 1
sed 's/abuse/opt-out/; s/<zz9@/<zz8@/' box | cxparse -f dsn -e 'delivery_id == "zz8"' --fields event_name
sed 's/abuse/not-spam/' box | cxparse -f dsn | grep -c zz9
printf 'Subject: x\n\nno report\n' | cxparse -f dsn
cxparse -f docker+dsn box
# A mail alone may have a line that looks like the one between two.
awk '{ print } /to have to inform/ { print ""; print "From what is said below" }' one | cxparse -f dsn --fields delivery_id

#> {"timestamp":"2026-11-30T09:00:05Z","event_name":"notification_bounced","delivery_channel":"email","delivery_id":"rn4c5k2vabc","class":"permanent","code":550,"enhanced":"5.1.1","text":"550 5.1.1 <...@example.net>: Recipient address rejected: User unknown","provider":"mx.example.net","domain":"example.net"}
#> {"timestamp":"2026-11-30T11:00:05Z","event_name":"notification_complained","delivery_channel":"email","delivery_id":"zz9"}
#> {"timestamp":"2026-11-30T09:00:05Z","event_name":"notification_bounced","delivery_id":"rn4c5k2vabc","enhanced":"5.1.1"}
#> {"event_name":"notification_bounced","delivery_id":"env7","class":"permanent","enhanced":"5.1.1"}
#> {"event_name":"notification_bounced","delivery_id":"env7","class":"permanent","enhanced":"5.1.10"}
#> {"event_name":"notification_bounced","delivery_id":"env7","class":"transient","enhanced":"5.2.2"}
#> {"event_name":"notification_bounced","delivery_id":"env7","class":"refused","enhanced":"5.7.1"}
#> {"event_name":"notification_bounced","delivery_id":"env7","class":"transient","enhanced":"4.4.7"}
#> {"event_name":"notification_deferred","delivery_id":"env7","enhanced":"2.0.0"}
#> {"event_name":"notification_delivered","delivery_id":"env7","enhanced":"2.0.0"}
#> {"event_name":"notification_relayed","delivery_id":"env7","enhanced":"2.0.0"}
#> cxparse: 8 of 8 records rejected (100%), more than --max-bad allows; --rejects FILE keeps them
#> {"event_name":"notification_opt_out"}
#> 0
#> {"delivery_id":"rn4c5k2vabc"}
#2> cxparse: no envelope is around dsn: it is read as it is
#2> try 'cxparse --help'
