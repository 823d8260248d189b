# From logs and CSV: a session is a visit of an address.
ln -s "$DATA/logs/elastic_apache_combined.log" access.log
cxsession -f combined -u client_ip --sessions --page 'if(status == 200, path, null)' access.log > visits
head -n 2 visits
cxstat --no-ci 'visits = count(), users = distinct(user), requests = sum(events),
    alone = rate(events == 1)' visits
cxparse -f combined access.log 2>/dev/null | cxsession -u client_ip > one
cxsession -f combined -u client_ip access.log 2>/dev/null | cmp - one && echo 'the same by cxparse'
head -n 1 one
printf 'ts,who,session_id\n2026-01-01T00:00:00Z,a,9\n2026-01-01T00:01:00Z,"a",8\n' |
    cxsession -f csv --map timestamp=ts --map user_id=who

#> {"kind":"session","user":"1.22.35.226","session_id":"add011faeb8b6157","session_number":1,"start":"2015-05-19T11:05:07Z","end":"2015-05-19T11:05:49Z","duration_ms":42000,"events":6,"pages":6,"entry_page":"/style2.css","exit_page":"/reset.css","engaged":true,"converted":false,"value":0}
#> {"kind":"session","user":"100.2.4.116","session_id":"e457c886ef1acc43","session_number":1,"start":"2015-05-18T21:05:22Z","end":"2015-05-18T21:05:53Z","duration_ms":31000,"events":2,"pages":2,"entry_page":"/blog/geekery/mounting-partitions-within-a-disk-image-in-linux.html","exit_page":"/misc/sample.log","engaged":true,"converted":false,"value":0}
#> {"kind":"stat","visits":3052,"users":1750,"users_method":"hll","requests":9999,"alone":0.5265399737876802,"alone_n":3052}
#> the same by cxparse
#> {"timestamp":"2015-05-19T11:05:07Z","client_ip":"1.22.35.226","method":"GET","path":"/style2.css","protocol":"HTTP/1.1","status":200,"bytes":4877,"referrer":"http://www.semicomplete.com/projects/xdotool/","user_agent":"Mozilla/5.0 (Windows NT 6.1; rv:26.0) Gecko/20100101 Firefox/26.0","session_id":"add011faeb8b6157","session_number":1}
#> {"timestamp":"2026-01-01T00:00:00Z","user_id":"a","session_id":"e26f2ccc0e852c5b","session_number":1}
#> {"timestamp":"2026-01-01T00:01:00Z","user_id":"a","session_id":"e26f2ccc0e852c5b","session_number":1}
#2> cxsession: access.log:8899:183: expected '"' after %{User-Agent}i, found end of line
#2> cxsession: 1 of 10000 records rejected (0.01%)
