# --merge refuses what belongs to the query, whether it would have changed anything or not.
echo '{"timestamp":"2026-01-01T00:00:00Z","x":1}' > in
cxstat --partial 'last(x)' in > s
for o in '-t t2' '--tz UTC' '--accuracy 0.02' '--max-values 5' --exact '-e x>1' '-f json' \
    '--log-format x' '--regex x' '--map a=b' '--input-tz UTC' '--year 2000' '--now 0' \
    '--from 2026-01-01' '--to 2026-01-01'; do
	cxstat --merge $o s
	echo "$o: status $?"
done
cxsession -u x in --partial > s
cxsession --merge --map a=b s
echo "status $?"
# An aggregate that looks at the time is of another query when the time is.
cxstat --partial 'last(x)' in > s
cxstat -t t2 --partial 'last(x)' in 2> /dev/null | cxstat --merge s -
echo "status $?"
cxstat -w 1d --lateness 1s --idle 0s 'count()' in
echo "status $?"
# Keys whose names are no words come back as they were, of cxstat and of what cxsession keeps.
echo '{"timestamp":"2026-01-01T00:00:00Z","user_id":"u","x":1}' > in
cxstat -b '1 + x, `a-b` = x, `a``b` = x, 0, `` = x, true' --partial 'count()' in > s
cxstat --merge s
cxsession --sessions --keep '1 + x, `a-b` = x' --partial in | cxsession --merge
