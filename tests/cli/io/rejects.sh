# --rejects keeps what was set aside, from every file and format, with the reasons.
printf '{"a":1}\noops\n' > one
printf 'x,"\n\n{"a":2}\n[]\n' > two
cxselect --max-bad 100% --rejects bad one two > /dev/null
cat bad
# They can be read back, counted, and tried again.
cxstat -b 'source, code' 'count()' bad
jq -r .raw bad
echo '{"timestamp":"soon"}' | cxselect --from 2026-01-01 --max-bad 1 --rejects time
cat time
printf '10.0.0.1 - oops\n' | cxparse -f combined --max-bad 1 --rejects log
cat log
printf 'a,b\n1\n' | cxparse -f csv --max-bad 1 --rejects csv
cat csv
# No rejects, an empty file: the old ones are gone.
cxselect --rejects bad one --max-line 1000 --max-bad 1 > /dev/null 2>&1
echo '{}' | cxselect --rejects bad
wc -c < bad
