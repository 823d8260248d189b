# What all sessions say of pages; the counts below were made by hand.
cat > in <<'END'
{"timestamp":"2026-01-01T10:00:00Z","user_id":"u","path":"/"}
{"timestamp":"2026-01-01T10:00:01Z","user_id":"u","path":"/"}
{"timestamp":"2026-01-01T10:00:05Z","user_id":"u","path":"/a"}
{"timestamp":"2026-01-01T10:00:06Z","user_id":"u","event_name":"purchase"}
{"timestamp":"2026-01-01T10:00:15Z","user_id":"u","path":"/b"}
{"timestamp":"2026-01-01T12:00:00Z","user_id":"u","path":"/b"}
{"timestamp":"2026-01-01T12:00:01Z","user_id":"u","event_name":"purchase"}
{"timestamp":"2026-01-01T10:00:00Z","user_id":"v","path":"/a"}
{"timestamp":"2026-01-01T10:00:20Z","user_id":"v","path":"/b"}
{"timestamp":"2026-01-01T10:00:21.5Z","user_id":"v","path":"/b"}
{"timestamp":"2026-01-01T10:00:00Z","user_id":"w","event_name":"purchase","path":"/cart"}
{"timestamp":"2026-01-01T10:00:00Z","user_id":"x","event_name":"login"}
END
page='--page path'
all='--pages|--transitions|--paths 10|--paths 1|--repeats 1s|--repeats 1500ms|--around 1|--around 2'
buy='--key-event event_name=="purchase"'
IFS='|'
for o in $all; do
	unset IFS
	k=; case $o in --around*|--paths*) k=$buy ;; esac
	echo "# $o $k"
	cxsession $page $o $k in | tee now | jq -c '[.[] | if type == "number" then . * 1e4 | round / 1e4 else . end] | .[1:]'
	# The same from other orders, threads and states.
	sort in > other
	cxsession $page $o $k -j 4 other | cmp now
	awk 'NR % 2' in | cxsession --sessions $page $buy --partial > 1.state
	awk 'NR % 2 == 0' in | cxsession --sessions $page $buy --partial > 2.state
	cxsession --merge $o 2.state 1.state | cmp now
done
echo '# as tables'
cxsession $page --transitions in | cxview --pivot to:n
cxsession $page --around 1 $buy in | cxview --label step --pivot step
echo '# what a second reading of the same log finds'
cp "$TOP/tests/data/logs/elastic_apache_combined.log" log
cxsession -f combined -u client_ip --page 'route(path)' --transitions log 2> /dev/null |
    jq -r 'select(.from != "(entry)" and .to != "(exit)") | [.from, .to, .n] | join(" ")' | sort > got
cxparse -f combined log 2> /dev/null | cxsession -u client_ip 2> /dev/null |
    cxselect --set 'page = route(path)' --fields session_id,page |
    jq -r '[.session_id, .page] | join(" ")' | awk '("s" $1) == id { n[page " " $2]++ } { id = "s" $1; page = $2 }
	END { for (x in n) print x, n[x] }' | sort > want
diff got want > /dev/null && wc -l < got
echo '# no records; a limit; what does not go together'
: | cxsession --pages
: | cxsession --around 2 --key-event x
for o in '--pages --transitions' '--around 2' '--paths 0' '--repeats x' '--repeats 0s' '--pages --stat count()' \
    '--transitions --partial' '--around 1001 --key-event x'; do
	cxsession $o in
	echo "status $?"
done
cxsession --partial in > records.state
cxsession --merge --pages records.state
echo "status $?"
