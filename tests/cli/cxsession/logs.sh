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
