# -b '' is no key: the groups of the states become one, as without -b in a run over all records.
printf '%s\n' '{"k":"a","v":1}' '{"k":"b","v":2}' '{"v":4}' > in
cxstat -b k --partial 'n = count(), sd(v)' in > s
cxstat --merge -b '' s
cxstat -b '' 'n = count(), sd(v)' in
cxstat 'n = count(), sd(v)' in
cxstat --merge -b '' --partial s | cxstat --merge
cxstat -b ' ' 'n = count()' in
echo "status $?"
