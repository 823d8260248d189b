# Every way a gzip file can be broken: what it held, which file, why; the others are read.
printf '{"a":1}\n{"a":2}\n' > in
gzip -nc in > in.gz
n=$(wc -c < in.gz)
head -c $((n - 8)) in.gz > no_trailer
{ head -c $((n - 8)) in.gz; printf '\001\002\003\004\020\000\000\000'; } > bad_check
{ cat in.gz; printf 'more'; } > garbage
{ cat in.gz; printf '\000\000\000\000'; } > zeros
head -c 5 in.gz > header
for f in no_trailer bad_check garbage zeros header; do
	echo "# $f"
	cxselect $f in; echo "[$?]"
done
cxselect no_trailer header; echo "[$?]"
cxstat 'count()' header in; echo "[$?]"
cxview no_trailer; echo "[$?]"
# Nothing is put in the place of an old result.
echo old > out
cxselect -o out no_trailer; echo "[$?]"
cat out
