# The table: its formats, bad rows, limits, and which file it may be.
printf '{"id":%d,"x":"e"}\n' 1 2 3 > in
printf 'id,n\n1,10\n2,20\n' > t.csv
printf 'id\tn\n1\t10\n2\t20\n' > t.tsv
printf '[{"id":1,"n":10},\n {"id":2,"n":20}]\n' > t.json
printf '{"id":1,"n":10}\n{"id":2,"n":20}\n' > t.ndjson
cp t.ndjson t.whatever
gzip -nk t.csv
zstd -q t.json
cxselect --framed t.ndjson > t.framed
cxjoin -k id t.csv in > want
cat want
for t in t.tsv t.json t.ndjson t.whatever t.csv.gz t.json.zst t.framed; do cxjoin -k id $t in | cmp - want && echo "the same from $t"; done
cp t.csv.gz odd
cxjoin -k id --table-format csv odd in | cmp - want && echo 'the same by --table-format'
cxjoin -k id - in < t.ndjson | cmp - want && echo 'the same from standard input'
cxjoin -k id t.csv < in | cmp - want && echo 'the same to standard input'
# Bad rows, in the table's lines; both are held to --max-bad, each by itself.
printf '%s\n' '{"id":1,"n":10}' '{"id":2,"n":20' '{"n":5}' 'x' '{"id":3,"n":30}' > bad.ndjson
{ cat in; echo '{"id"'; } > bad
cxjoin -k id --rejects rejects bad.ndjson bad
echo "status $?"
cxselect --fields source,line,column,code rejects
cxjoin -k id --max-bad 3 bad.ndjson bad 2> /dev/null | tail -n 1
cxjoin -k id --max-bad 2 bad.ndjson in > /dev/null
echo "status $?"
cxjoin -k id --strict bad.ndjson in
echo "status $?"
awk 'BEGIN { for (i = 0; i < 8; i++) print "no" }' > none.ndjson
cxjoin -k id none.ndjson in
echo "status $?"
: > empty
for o in --left --inner --semi --anti '--asof t' --cidr; do cxjoin -k id $o empty in 2> err | wc -l; cat err; done
cxjoin -k id t.csv empty
cxjoin -k id --strict-fields t.csv empty
echo "status $?"
echo '{"id":9}' | cxjoin -k id --strict-fields t.csv
echo "status $?"
echo '{"idd":9}' | cxjoin -k id t.csv
cxjoin -k nid --max-bad 100% t.csv in
echo "status $?"
cxjoin -k id --take mm t.csv in
# The same key again.
printf 'id,n\n1,10\n2,20\n1,30\n2,40\n' > twice.csv
cxjoin -k id twice.csv in
echo "status $?"
for d in first last error; do cxjoin -k id --duplicates $d twice.csv in; done
cxjoin -k id --max-rows 4 --duplicates last --semi twice.csv in
cxjoin -k id --max-rows 3 --duplicates last twice.csv in
echo "status $?"
# Too many columns, and names that are odd.
awk 'BEGIN { printf "{\"id\":1"; for (i = 0; i < 4097; i++) printf ",\"c%d\":1", i; print "}" }' > wide.ndjson
cxjoin -k id wide.ndjson in
cxjoin -k id --take c4096 --inner wide.ndjson in
printf '%s\n' '{"id":1,"a.b":1,"":2,"`":3,"\"\\":4,"a":{"b":5}}' > odd.ndjson
cxjoin -k id --inner odd.ndjson in
printf '{"id":1,"a":{"b":0}}\n{"id":1,"a.b":0}\n{"id":1,"`":0}\n' | cxjoin -k id --max-bad 9 odd.ndjson
# Files that are missing, the input, or the output.
cxjoin -k id missing in
cxjoin -k id t.csv missing
cxjoin -k id - < in
cxjoin -k id - - < in
cxjoin -k id -o t.csv t.csv in
cxjoin -k id --rejects t.csv t.csv in
cxjoin -k id t.ndjson t.ndjson
cxjoin -k id --inner --prefix t_ -o in t.csv in && cat in
head -c 20 t.csv.gz > cut.csv.gz
cxjoin -k id -o out cut.csv.gz in
echo "status $?"
ls out
