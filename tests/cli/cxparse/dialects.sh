# Tables of other dialects and encodings: found, told, or read as they say themselves.
csv() {
	cxparse -f csv "$@"
	s=$?
	[ $s = 0 ] || echo "[$s]"
}
# What separates is found, told by the file, or told here.
for d in ';' '|' '\t' ','; do
	printf "day${d}n${d}s\n2026-01-02${d}1${d}\"x${d}y\"\n" | csv
done
printf 'a;b;c,d\n1;2;3,4\n' | csv --delimiter ';'
printf 'a:b\n1:"2:3"\n' | csv --delimiter :
printf 'a\tb\n1\t2\n' | csv --delimiter tab
printf 'sep=;\na;b\n1;2\n' | csv --delimiter ,
printf 'a,b\n1,2\n' | csv --delimiter ab
printf 'a,b\n1,2\n' | csv --delimiter '"'
printf 'a\tb\n1\t2\n' | cxparse -f tsv --delimiter tab
# Of each file anew, whatever the number of threads.
i=0
while [ $i -lt 3 ]; do
	{ printf 'k;v\n'; seq 1 30000 | sed 's/.*/key&;&/'; } > semi$i
	{ printf 'k,v\n'; seq 1 30000 | sed 's/.*/key&,"&"/'; } > quoted$i
	i=$((i + 1))
done
for j in 1 2 4; do
	cxstat -f csv -j $j 'n = count(), s = sum(v), d = distinct(k)' semi0 quoted0 semi1 quoted1 semi2 quoted2
	cxparse -f csv -j $j semi0 quoted0 semi1 | cksum
done
# Lines before the header, no header at all.
printf 'Report of May\n192.0.2.1;\n\n# units: none\n#made by hand\na;b\n1;2\n#3;4\n' | csv --skip 2
printf '1;2\n3;4\n' | csv --header 'a,"b c"'
printf '# c\n192.0.2.1,5\n' > one
printf '192.0.2.2|6\n' > two
csv --header ip, one two
printf '192.0.2.2\t6\n' | cxparse -f tsv --header ip,n
printf '192.0.2.2;6\n' | cxparse -f tsv --header ip,n
printf '1,2\n' | csv --header 'a,"b'
printf '1,2,3\n1,2\n' | csv --header a,b
# Numbers with a comma.
printf 'n;m;id\n1,5;1.234,56;1,5\n-0,25;1.234;7\n1.5;12.34,5;0,5\n1234,5;1,5E3;x\n,5;1.234.567;x\n' |
	csv --decimal comma
printf 'duration_ms;x\n1.500,5;1\n1,5s;2\n' | csv --decimal comma
# Lines that end in CR alone; within quotes it is one of the text.
printf 'a,b\r1,"x\ry"\r2,z\r' | csv
printf 'a\tb\r1\t5" disk\r2\tz' | cxparse -f tsv
printf 'a,b\r\n1,"x\ry"\r\n2,z\r3\r\n' | csv --max-bad 1
{ printf 'a,b\r'; seq 1 50000 | tr '\n' , | sed 's/,/,x\r/g'; } > mac
for j in 1 3; do cxstat -f csv -j $j 'count(), sum(a)' mac; done
# Encodings: of UTF-16 told by the first bytes, of others by name.
printf 'd,n\ncaf\351 \200,1\n' > latin
csv --encoding windows-1252 latin
csv --encoding latin1 latin
csv --encoding ISO-8859-15 latin
csv --encoding KOI8-R latin
csv --encoding utf-8 latin
csv --encoding nonsense latin
printf '\377\376d\0,\0n\0\n\0\061\0,\0\254\040\n\0' | csv
printf '\0d\0\n\0\061' | csv --encoding utf-16be
printf 'd\0\n\0\061\0\n\0\075\330\000\336\n\0\075\330\n\0\061' | csv --encoding utf-16le
printf '{\0"\0a\0"\0:\0001\0}\0\n\0' > wide
for j in 1 4; do cxparse -f json -j $j wide; done
gzip -c wide | cxparse -f json
printf '\201\n' | cxparse -f regex --regex '(?<x>.+)' --encoding cp1252
# Any number of threads, any size of pieces.
{ echo 'n,t'; seq 1 40000 | sed 's/.*/&,\xe9/'; } | iconv -f latin1 -t utf-16 > big
for j in 1 4; do cxparse -f csv -j $j big | cksum; done
iconv -f utf-16 -t utf-8 big | cxparse -f csv | cksum
# To go on behind a line: by the separator that was found.
head -n 3 semi0 > log
cxparse -f csv --resume place --at-least-once log
sed -n '4,5p' semi0 >> log
cxparse -f csv --resume place --at-least-once log
printf '1,2\n' > log2
cxparse -f csv --header a,b --resume place2 --at-least-once log2
printf '3,4\n' >> log2
cxparse -f csv --header a,b --resume place2 --at-least-once log2
printf 'x\ny\na,b\n1,2\n' > log3
cxparse -f csv --skip 2 --resume place3 --at-least-once log3
printf '3,4\n' >> log3
cxparse -f csv --skip 2 --resume place3 --at-least-once log3
cxparse -f csv --encoding latin1 --resume place4 --at-least-once latin
cxparse -f json --resume place5 --at-least-once wide
printf 'a\r1\r' > mac2
cxparse -f csv --resume place6 --at-least-once mac2
# What is told goes with tables alone.
cxparse -f json --skip 1 wide
cxparse -f json --header a wide
cxparse -f tsv --delimiter , one
cxparse --detect --delimiter ';' semi0 | head -n 1
# Marks in the values outnumber those between: the header says what separates.
{ printf 'day\tuser_agent\n'; for d in 1 2 3; do printf '2026-11-0%d\tMozilla/5.0 (X11; U; Linux x86_64; en-US)\n' $d; done; } > agents
cxstat -f csv 'n = count(), agents = top(user_agent, 1)' agents

#> {"day":"2026-01-02","n":1,"s":"x;y"}
#> {"day":"2026-01-02","n":1,"s":"x|y"}
#> {"day":"2026-01-02","n":1,"s":"x\ty"}
#> {"day":"2026-01-02","n":1,"s":"x,y"}
#> {"a":1,"b":2,"c,d":"3,4"}
#> {"a":1,"b":"2:3"}
#> {"a":1,"b":2}
#> {"a;b":"1;2"}
#> [2]
#> [2]
#> {"kind":"stat","n":180000,"s":2700090000,"d":30311,"d_lo":29345,"d_hi":31277,"d_method":"hll"}
#> 2179665516 2363364
#> {"kind":"stat","n":180000,"s":2700090000,"d":30311,"d_lo":29345,"d_hi":31277,"d_method":"hll"}
#> 2179665516 2363364
#> {"kind":"stat","n":180000,"s":2700090000,"d":30311,"d_lo":29345,"d_hi":31277,"d_method":"hll"}
#> 2179665516 2363364
#> {"a":1,"b":2}
#> {"a":"#3","b":4}
#> {"a":1,"b c":2}
#> {"a":3,"b c":4}
#> {"ip":"192.0.2.1","column_2":5}
#> {"ip":"192.0.2.2","column_2":6}
#> {"ip":"192.0.2.2","n":6}
#> [2]
#> {"a":1,"b":2}
#> [4]
#> {"n":1.5,"m":1234.56,"id":"1,5"}
#> {"n":-0.25,"m":1234,"id":"7"}
#> {"n":"1.5","m":"12.34,5","id":"0,5"}
#> {"n":1234.5,"m":1.5E3,"id":"x"}
#> {"n":",5","m":1234567,"id":"x"}
#> {"duration_ms":1500.5,"x":1}
#> {"duration_ms":"1,5s","x":2}
#> {"a":1,"b":"x\ry"}
#> {"a":2,"b":"z"}
#> {"a":1,"b":"5\" disk"}
#> {"a":2,"b":"z"}
#> {"a":1,"b":"x\ry"}
#> {"a":2,"b":"z\r3"}
#> {"kind":"stat","count":50000,"sum_a":1250025000}
#> {"kind":"stat","count":50000,"sum_a":1250025000}
#> {"d":"café €","n":1}
#> {"d":"café ","n":1}
#> {"d":"café ","n":1}
#> {"d":"cafИ ─","n":1}
#> {"d":"caf\\xe9 \\x80","n":1}
#> [2]
#> {"d":1,"n":"€"}
#> {"d":1}
#> {"d":1}
#> {"d":"😀"}
#> {"d":"�"}
#> {"d":"�"}
#> {"a":1}
#> {"a":1}
#> {"a":1}
#> {"x":"�"}
#> 798510712 828894
#> 798510712 828894
#> 798510712 828894
#> {"k":"key1","v":1}
#> {"k":"key2","v":2}
#> {"k":"key3","v":3}
#> {"k":"key4","v":4}
#> {"a":1,"b":2}
#> {"a":3,"b":4}
#> {"a":1,"b":2}
#> {"a":3,"b":4}
#> {"kind":"detect","format":"csv","lines":5212,"fits":5212,"share":1,"fields":2}
#> {"kind":"stat","n":3,"agents":[{"value":"Mozilla/5.0 (X11; U; Linux x86_64; en-US)","n":3,"share":1}],"agents_n":3}
#2> cxparse: 'c,d' has numbers with a comma, such as '3,4': they are read as text; --decimal comma reads them
#2> cxparse: --delimiter: expected a character of ASCII, or tab, got 'ab'
#2> try 'cxparse --help'
#2> cxparse: --delimiter: expected a character of ASCII, or tab, got '"'
#2> try 'cxparse --help'
#2> cxparse: --delimiter goes with -f csv, not tsv
#2> try 'cxparse --help'
#2> cxparse: stdin: --header has 2 names, and 1 fields are in the first row
#2> try 'cxparse --help'
#2> cxparse: --header: expected names with commas between them, got 'a,"b'
#2> try 'cxparse --help'
#2> cxparse: stdin:1: expected 2 fields as in the header, found 3
#2> cxparse: 1 of 2 records rejected (50%), more than --max-bad allows
#2> cxparse: 'd' has bytes that are not UTF-8, as in 'caf\xe9 \x80', kept as \xHH; is the table in Latin-1? try --encoding windows-1252
#2> cxparse: --encoding: there is no 'nonsense'; iconv -l lists what there is
#2> try 'cxparse --help'
#2> cxparse: no characters of the encoding in 2 places, read as U+FFFD
#2> cxparse: no characters of the encoding in 1 places, read as U+FFFD
#2> cxparse: --resume goes on behind a line, and a text in 'latin1' is read from its start: iconv -f latin1 -t UTF-8
#2> try 'cxparse --help'
#2> cxparse: wide: looks like utf-16le: iconv -f utf-16le -t UTF-8 FILE | ...; left for the next run
#2> cxparse: --skip goes with -f tsv or -f csv, not json
#2> try 'cxparse --help'
#2> cxparse: --header goes with -f tsv or -f csv, not json
#2> try 'cxparse --help'
#2> cxparse: --delimiter goes with -f csv, not tsv
#2> try 'cxparse --help'
