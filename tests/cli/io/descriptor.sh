# An output that names a descriptor is written through it: what the file behind it
# holds stays, and what others write there meanwhile too.
echo bad > bad
printf '{"a":1}\n' > ok
echo history > cron.log
cxstat --rejects /dev/stderr 'count()' bad >> cron.log 2>&1
echo "status $?"
cat cron.log
proc=/proc/self/fd/3
[ -d /proc/self/fd ] || proc=/dev/fd/3
for name in /dev/fd/3 $proc; do
	echo old > log
	cxselect -o "$name" ok 3>> log && cxselect -o "$name" ok 3>> log
	cat log
done
ln -s /dev/stderr link
cxselect -o link ok 2>> log
tail -n 1 log
ls | grep -c deleted
cxselect -o /dev/fd/9 ok 9< bad
echo "status $?: a descriptor to read"
cxselect -o /dev/fd/8 ok 8>&-
echo "status $?: a closed one"
