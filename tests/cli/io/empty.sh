cxselect < /dev/null
cxstat 'count(), rate(a > 1), p50(a)' < /dev/null
cxstat -w 1h 'count()' < /dev/null
cxview < /dev/null
