# Tables that are not what -f takes them for: read where that is safe, else refused with the reason.
stat() {
	cxstat "$@"
	echo "[$?]"
}
printf 'ds,y\r1949-01-01,112\r1949-02-01,118\r' | stat -f csv 'n=count(), s=sum(y)'
printf '192.0.2.1\t200\t5\n192.0.2.1\t200\t7\n192.0.2.2\t500\t9\n' | stat -f tsv 'n=count()'
# Another separator, with decimal commas and in quotes too.
printf 'day;n\n2026-01-01;5\n' | stat -f csv 'sum(n)'
printf 'day;n;s\n2026-01-01;5;2,5\n' | stat -f csv 'sum(n)'
printf 'day;n, gross;s\n2026-01-01;5,1;2,5\n' | stat -f csv 'sum(n)'
printf 'day;price,EUR;n\n2026-01-01;5,1;2\n' | stat -f csv 'sum(n)'
printf '"day";"n"\n"a";"b"\n' | stat -f csv 'sum(n)'
printf 'day|n\n2026-01-01|5\n' | stat -f csv 'sum(n)'
printf 'day\tn\n2026-01-01\t5\n' | stat -f csv 'sum(n)'
printf 'day,n\n2026-01-01,5\n' | stat -f tsv 'sum(n)'
printf 'day;n\n2026-01-01;5\n' | stat -f tsv 'sum(n)'
# What spreadsheets say themselves is believed, for that file.
printf 'sep=;\r\nday;n\r\na,b;5\r\n' > semi
printf '"sep=,"\nday,n\na,7\n' > comma
stat -f csv 'n=count(), s=sum(n)' semi comma
# Labels.
printf 'time:a\tstatus:200\ntime:b\tstatus:500\n' | stat -f tsv 'count()'
# A header that is no text or cannot be read.
printf 'Stra\337e,n\na,1\n' | stat -f csv 'sum(n)'
printf 'a"b,n\na,1\n' | stat -f csv 'sum(n)'
# A quoted line end ends the header by the separator that fits better, whatever is behind it.
for z in z '"z'; do printf 'a,"b\tc\nx"y\t%s\n1\t2\n' "$z" | stat -f csv 'count()'; done
{ printf 'a,%300s\n' x; echo 1,2; } | stat -f csv --max-line 256 'count()'
# A first row in place of names.
for row in 5 a,200 2026-01-01,a 01.02.2026,x a,1.5 2001:db8::7,x '"a","200"' 1,2,2; do
	printf '%s\n%s\n' "$row" "$row" | stat -f csv 'count()'
done
# These are names.
for head in country,2023,2024 day,2024 0,1 p,10,20,30 ,0 'a,"200"' d,2026-01-01,2026-01-02 name; do
	printf '%s\n%s\n' "$head" "$(echo "$head" | tr -dc , | sed 's/^/x/;s/,/,y/g')" | stat -f csv 'n=count()'
done
# One column is a table too.
printf 'query\na;b\nc\n' | stat -f csv 'n=count()'
printf '"a;b"\nc;d\n' | stat -f csv 'n=count()'
printf 'City, State\nParis, TX\n' | stat -f tsv 'n=count()'
printf 'a,"b;c;d"\n1,"2;3;4"\n' | stat -f csv 'n=count()'
# An envelope does not hide it; --detect gives the reason.
printf '{"log":"192.0.2.1,200\\n","stream":"stdout","time":"2026-11-29T19:31:23Z"}\n' |
	stat -f docker+csv 'n=count()'
printf '192.0.2.1\t200\n192.0.2.1\t500\n' | cxparse --detect - | grep tsv

#> {"kind":"stat","n":2,"s":230}
#> [0]
#> [2]
#> {"kind":"stat","sum_n":5}
#> [0]
#> {"kind":"stat","sum_n":5}
#> [0]
#> {"kind":"stat","sum_n":0}
#> [0]
#> [2]
#> {"kind":"stat","sum_n":0,"sum_n_bad":1}
#> [0]
#> {"kind":"stat","sum_n":5}
#> [0]
#> {"kind":"stat","sum_n":5}
#> [0]
#> [2]
#> [2]
#> {"kind":"stat","n":2,"s":12}
#> [0]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":0}
#> [0]
#> {"kind":"stat","n":2}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> {"kind":"stat","n":1}
#> [0]
#> [2]
#> {"kind":"detect","format":"ltsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected label:value, found '192.0.2.1\\x09200'"}
#> {"kind":"detect","format":"tsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1: the header '192.0.2.1' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: \"192.0.2.1\""}
#2> cxstat: stdin: the header '192.0.2.1' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: "192.0.2.1"
#2> try 'cxstat --help'
#2> cxstat: no record had a field 'n'
#2> cxstat: stdin: 2 columns, and ';' would make 3 in every line: is it separated by ';'? say so: --delimiter ';'
#2> try 'cxstat --help'
#2> cxstat: 'sum_n' found no value that it can use
#2> cxstat: stdin: only one column, and ',' stands in every line: is it separated by ','? try -f csv
#2> try 'cxstat --help'
#2> cxstat: stdin: only one column, and ';' stands in every line: is it separated by ';'? try -f csv
#2> try 'cxstat --help'
#2> cxstat: stdin: every field has a label, as 'time:b': it looks like LTSV: -f ltsv
#2> try 'cxstat --help'
#2> cxstat: stdin: the header is not UTF-8: is the table in Latin-1? try --encoding windows-1252
#2> try 'cxstat --help'
#2> cxstat: stdin: the header cannot be read: quote inside a field that does not begin with one
#2> try 'cxstat --help'
#2> cxstat: stdin: with '\t' between columns the row ends at a line end in quotes
#2> try 'cxstat --help'
#2> cxstat: stdin: with '\t' between columns the row ends at a line end in quotes
#2> try 'cxstat --help'
#2> cxstat: stdin:1: line is longer than --max-line
#2> cxstat: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxstat: stdin: the header is longer than --max-line
#2> try 'cxstat --help'
#2> cxstat: stdin: the header '5' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: "5"
#2> try 'cxstat --help'
#2> cxstat: stdin: the header '200' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: "200"
#2> try 'cxstat --help'
#2> cxstat: stdin: the header '2026-01-01' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: "2026-01-01"
#2> try 'cxstat --help'
#2> cxstat: stdin: the header '01.02.2026' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: "01.02.2026"
#2> try 'cxstat --help'
#2> cxstat: stdin: the header '1.5' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: "1.5"
#2> try 'cxstat --help'
#2> cxstat: stdin: the header '2001:db8::7' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: "2001:db8::7"
#2> try 'cxstat --help'
#2> cxstat: stdin: the header '200' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: "200"
#2> try 'cxstat --help'
#2> cxstat: stdin: the header '1' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: "1"
#2> try 'cxstat --help'
#2> cxstat: stdin: the header '192.0.2.1' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: "192.0.2.1"
#2> try 'cxstat --help'
