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

#> # --pages 
#> ["/b",4,3,1,3,0.75,0.3006,0.9544,1,1500,null,null,1500,null,null]
#> ["/",2,1,1,0,0,0,0.6576,2,1000,null,null,4000,1000,null]
#> ["/a",2,2,1,0,0,0,0.6576,2,10000,null,null,20000,10000,null]
#> ["/cart",1,1,1,1,1,0.2065,1,0]
#> # --transitions 
#> ["/b","(exit)",3,0.75,0.3006,0.9544]
#> ["/a","/b",2,1,0.3424,1,10000,null,null]
#> ["(entry)","/",1,0.25,0.0456,0.6994]
#> ["(entry)","/a",1,0.25,0.0456,0.6994]
#> ["(entry)","/b",1,0.25,0.0456,0.6994]
#> ["(entry)","/cart",1,0.25,0.0456,0.6994]
#> ["/","/",1,0.5,0.0945,0.9055,1000,null,null]
#> ["/","/a",1,0.5,0.0945,0.9055,4000,null,null]
#> ["/b","/b",1,0.25,0.0456,0.6994,1500,null,null]
#> ["/cart","(exit)",1,1,0.2065,1]
#> # --paths 10 --key-event event_name=="purchase"
#> [["/","/a","/b"],1,0.25,0.0456,0.6994,1,0.2065,1]
#> [["/a","/b"],1,0.25,0.0456,0.6994,0,0,0.7935]
#> [["/b"],1,0.25,0.0456,0.6994,1,0.2065,1]
#> [["/cart"],1,0.25,0.0456,0.6994,1,0.2065,1]
#> # --paths 1 --key-event event_name=="purchase"
#> [["/","/a","/b"],1,0.25,0.0456,0.6994,1,0.2065,1]
#> # --repeats 1s 
#> ["/b",4,0,0,0,0.4899]
#> ["/",2,1,0.5,0.0945,0.9055]
#> ["/a",2,0,0,0,0.6576]
#> ["/cart",1,0,0,0,0.7935]
#> # --repeats 1500ms 
#> ["/b",4,1,0.25,0.0456,0.6994]
#> ["/",2,1,0.5,0.0945,0.9055]
#> ["/a",2,0,0,0,0.6576]
#> ["/cart",1,0,0,0,0.7935]
#> # --around 1 --key-event event_name=="purchase"
#> [-1,"(entry)",1,0.5,0.0945,0.9055]
#> [-1,"/a",1,0.5,0.0945,0.9055]
#> [0,"/cart",1,0.5,0.0945,0.9055]
#> [1,"/b",1,0.5,0.0945,0.9055]
#> [1,"(exit)",1,0.5,0.0945,0.9055]
#> # --around 2 --key-event event_name=="purchase"
#> [-2,"/",1,0.5,0.0945,0.9055]
#> [-1,"(entry)",1,0.5,0.0945,0.9055]
#> [-1,"/a",1,0.5,0.0945,0.9055]
#> [0,"/cart",1,0.5,0.0945,0.9055]
#> [1,"/b",1,0.5,0.0945,0.9055]
#> [1,"(exit)",1,0.5,0.0945,0.9055]
#> [2,"(exit)",1,0.5,0.0945,0.9055]
#> # as tables
#> from     (exit)  /b  /  /a  /cart
#> /b            3   1  -   -      -
#> /a            -   2  -   -      -
#> (entry)       -   1  1   1      1
#> /             -   -  1   1      -
#> /cart         1   -  -   -      -
#> page      -1    0    1
#> (entry)  0.5    -    -
#> /a       0.5    -    -
#> /cart      -  0.5    -
#> /b         -    -  0.5
#> (exit)     -    -  0.5
#> # what a second reading of the same log finds
#> 3589
#> # no records; a limit; what does not go together
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#2> cxsession: --pages does not go with --transitions
#2> try 'cxsession --help'
#2> cxsession: --around needs --key-event or --merge
#2> try 'cxsession --help'
#2> cxsession: --paths: expected 1..1000000, got '0'
#2> try 'cxsession --help'
#2> cxsession: --repeats: expected a duration such as 2s, got 'x'
#2> try 'cxsession --help'
#2> cxsession: --repeats: expected a duration such as 2s, got '0s'
#2> try 'cxsession --help'
#2> cxsession: --pages does not go with --stat
#2> try 'cxsession --help'
#2> cxsession: --transitions does not go with --partial
#2> try 'cxsession --help'
#2> cxsession: --around: expected 1..1000, got '1001'
#2> try 'cxsession --help'
#2> cxsession: what is asked for is of sessions: these are states of records (--partial without --sessions)
#2> try 'cxsession --help'
