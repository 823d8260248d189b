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

#> {"id":1,"x":"e","n":10}
#> {"id":2,"x":"e","n":20}
#> {"id":3,"x":"e"}
#> the same from t.tsv
#> the same from t.json
#> the same from t.ndjson
#> the same from t.whatever
#> the same from t.csv.gz
#> the same from t.json.zst
#> the same from t.framed
#> the same by --table-format
#> the same from standard input
#> the same to standard input
#> {"id":1,"x":"e","n":10}
#> {"id":2,"x":"e"}
#> {"id":3,"x":"e","n":30}
#> status 4
#> {"source":"bad.ndjson","line":2,"column":15,"code":"json"}
#> {"source":"bad.ndjson","line":3,"code":"key"}
#> {"source":"bad.ndjson","line":4,"column":1,"code":"json"}
#> {"source":"bad","line":4,"column":6,"code":"json"}
#> {"id":3,"x":"e","n":30}
#> status 4
#> status 2
#> status 2
#> 3
#> cxjoin: no record found a row in 'empty'
#> 0
#> cxjoin: no record found a row in 'empty'
#> 0
#> cxjoin: no record found a row in 'empty'
#> 3
#> cxjoin: no record found a row in 'empty'
#> 0
#> cxjoin: in:1: no time: the record has no field 'timestamp' (see --time)
#> cxjoin: in:2: no time: the record has no field 'timestamp' (see --time)
#> cxjoin: in:3: no time: the record has no field 'timestamp' (see --time)
#> cxjoin: 3 of 3 records rejected (100%), more than --max-bad allows
#> 3
#> cxjoin: no record found a row in 'empty'
#> status 0
#> {"id":9}
#> status 4
#> {"idd":9}
#> status 2
#> {"id":1,"x":"e"}
#> {"id":2,"x":"e"}
#> {"id":3,"x":"e"}
#> status 2
#> {"id":1,"x":"e","n":10}
#> {"id":2,"x":"e","n":20}
#> {"id":3,"x":"e"}
#> {"id":1,"x":"e","n":30}
#> {"id":2,"x":"e","n":40}
#> {"id":3,"x":"e"}
#> {"id":1,"x":"e"}
#> {"id":2,"x":"e"}
#> status 2
#> {"id":1,"x":"e","c4096":1}
#> {"id":1,"x":"e","a.b":1,"":2,"`":3,"\"\\":4,"a":{"b":5}}
#> {"id":1,"x":"e","t_n":10}
#> {"id":2,"x":"e","t_n":20}
#> status 2
#2> cxjoin: bad.ndjson:2:15: expected ',' or '}', found end of line
#2> cxjoin: bad.ndjson:3: the row has no 'id', which is its key
#2> cxjoin: bad.ndjson:4:1: expected an object, found 'x'
#2> cxjoin: bad.ndjson: 3 of 5 records rejected (60%), more than --max-bad allows
#2> cxjoin: bad:4:6: expected ':', found end of line
#2> cxjoin: 1 of 4 records rejected (25%), more than --max-bad allows
#2> cxjoin: bad.ndjson:2:15: expected ',' or '}', found end of line
#2> cxjoin: bad.ndjson:3: the row has no 'id', which is its key
#2> cxjoin: bad.ndjson:4:1: expected an object, found 'x'
#2> cxjoin: bad.ndjson: 3 of 5 records rejected (60%), more than --max-bad allows
#2> cxjoin: bad.ndjson:2:15: expected ',' or '}', found end of line
#2> cxjoin: none.ndjson:1:1: expected an object, found 'n'
#2> cxjoin: none.ndjson:2:1: expected an object, found 'n'
#2> cxjoin: none.ndjson:3:1: expected an object, found 'n'
#2> cxjoin: none.ndjson:4:1: expected an object, found 'n'
#2> cxjoin: none.ndjson:5:1: expected an object, found 'n'
#2> cxjoin: none.ndjson: no record had a field 'id'
#2> cxjoin: none.ndjson: 8 of 8 records rejected (100%), more than --max-bad allows; --rejects FILE keeps them
#2> cxjoin: none.ndjson: is it a log or CSV? name its format with --table-format, or try cxparse --detect
#2> cxjoin: none.ndjson: none of its rows can be used
#2> cxjoin: no record found a row in 't.csv'
#2> cxjoin: no record had a field 'id' (did you mean 'idd'?)
#2> cxjoin: no record found a row in 't.csv'
#2> cxjoin: t.csv:2: the row has no 'nid', which is its key
#2> cxjoin: t.csv:3: the row has no 'nid', which is its key
#2> cxjoin: t.csv: no record had a field 'nid' (did you mean 'id'?)
#2> cxjoin: t.csv: 2 of 2 records rejected (100%)
#2> cxjoin: t.csv: none of its rows can be used
#2> cxjoin: t.csv: no record had a field 'mm'
#2> cxjoin: twice.csv:4: the key of line 2 again: --duplicates last or first takes one of the rows
#2> cxjoin: twice.csv:4: the key of line 2 again: --duplicates last or first takes one of the rows
#2> cxjoin: twice.csv:5: the table has more than 3 rows: --max-rows allows more
#2> cxjoin: wide.ndjson:1: the table has more than 4096 columns: --take chooses
#2> cxjoin: stdin:1: the record has a field 'a', and so has the table: --prefix, --take or --overwrite
#2> cxjoin: stdin:2: the record has a field 'a.b', and so has the table: --prefix, --take or --overwrite
#2> cxjoin: stdin:3: the record has a field '`', and so has the table: --prefix, --take or --overwrite
#2> cxjoin: 3 of 3 records rejected (100%)
#2> cxjoin: missing: No such file or directory
#2> cxjoin: missing: No such file or directory
#2> cxjoin: the table and the input are both standard input
#2> try 'cxjoin --help'
#2> cxjoin: the table and the input are both standard input
#2> try 'cxjoin --help'
#2> cxjoin: TABLE and --output are one file: 't.csv'
#2> try 'cxjoin --help'
#2> cxjoin: TABLE and --rejects are one file: 't.csv'
#2> try 'cxjoin --help'
#2> cxjoin: t.ndjson:1: the record has a field 'n', and so has the table: --prefix, --take or --overwrite
#2> cxjoin: t.ndjson:2: the record has a field 'n', and so has the table: --prefix, --take or --overwrite
#2> cxjoin: 2 of 2 records rejected (100%), more than --max-bad allows
#2> cxjoin: cut.csv.gz: truncated gzip stream after 1 line, partial last line dropped
#2> ls: cannot access 'out': No such file or directory
#? 2
