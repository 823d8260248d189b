# A line of 10 MiB is a line like any other; --max-line sets the limit.
{ printf '{"n":1,"a":"'; head -c 10485760 /dev/zero | tr '\0' x; printf '"}\n{"n":2}\n'; } > in
cxselect in | cmp - in && echo same
cxparse -f json in | cmp - in && echo same
cxstat 'count(), sum(len(a)), sum(n)' in
cxview --as json in | cmp - in && echo same
cxview --fields n in
cat in | cxselect | cmp - in && echo same
cxselect --max-line 10485778 --fields n in
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	$t --max-line 10485771 --max-bad 50% in; echo "[$?]"
done
head -n 1 in | tr -d '\n' | cxselect --max-line 1000 --rejects bad > /dev/null
cut -c 1-80 bad
cxparse -f combined --max-line 1000 --max-bad 2 in
# A hole of any length before a line is no content, and is never held.
{ echo '{"n":1}'; head -c 300000 /dev/zero; printf '{"n":2}\n{"n":3}\n'; head -c 1200 /dev/zero; } > hole
for j in 1 2; do cxselect -j $j --max-line 1000 hole; done
cxselect --max-line 1000 < hole 2> /dev/null
