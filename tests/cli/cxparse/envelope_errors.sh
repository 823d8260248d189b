# What is wrong with an envelope, and with a name of formats in one another.
for f in combined+docker docker+ +csv docker: :csv docker:cvs csv:ndjson docker+cvs docker+docker+docker+docker+csv; do
	cxparse -f $f /dev/null; echo "[$?]"
done 2>&1
cxparse -f docker --log-format x /dev/null; echo "[$?]"
cxparse -f docker+combined --regex x /dev/null; echo "[$?]"
cxparse -f compose --map a=servce /dev/null; echo "[$?]"

echo '# lines'
cat >docker.log <<'END'
{"log":"a=1\n","stream":"stdout","time":"2026-11-29T19:31:23.514882507Z"}
{"log":7}
{"log":"a=1
{"stream":"stdout"}
{"log":"\u00e9\ud83d\ude00=\"1\n"}
{"log":"a=1\nb=2\n"}
END
cxparse -f docker+logfmt --max-bad 100% docker.log 2>&1
cxparse -f docker:logfmt --max-bad 100% docker.log 2>/dev/null
cat >cri.log <<'END'
2026-11-29T19:31:23Z stdout F a=1
2026-11-29 stdout F a=1
2026-11-29T19:31:23Z stdlog F a=1
2026-11-29T19:31:23Z stdout X a=1
2026-11-29T19:31:23Z stdout F ="
2026-11-29T19:31:23Z stdout P ="
2026-11-29T19:31:23Z stdout P "
2026-11-29T19:31:23Z stderr F b=1
2026-11-29T19:31:23Z stdout F ;
END
cxparse -f cri+logfmt --max-bad 100% cri.log 2>&1
for i in 1 2 3 4 5 6; do
	echo "2026-11-29T19:31:23Z stdout P a=$i                              "
done >long.log
echo '2026-11-29T19:31:23Z stdout F end' >>long.log
cxparse -f cri --max-bad 100% --max-line 256 --rejects bad.ndjson long.log
cxselect --fields line,code,raw bad.ndjson
cxparse -f cri --max-line 512 long.log
printf '%s\n' '<192>Jan  2 03:04:06 h a: x' '<13>Jab  2 03:04:06 h a: x' \
    '<13>1 - h a - - x y' '<13>1 - h a - -' '2026-01-02T03:04:05Z INFO started' |
    cxparse -f syslog --max-bad 100% 2>&1
printf '%s\n' 'web  x' '| y' 'web| z' 'a b | c' | cxparse -f compose --max-bad 100% 2>&1

#> cxparse: '+' goes with docker or kafka or cri or syslog or compose or journald or zap or prefixed, not combined
#> try 'cxparse --help'
#> [2]
#> cxparse: expected a format behind '+': 'docker+'
#> try 'cxparse --help'
#> [2]
#> cxparse: expected a format before '+': '+csv'
#> try 'cxparse --help'
#> [2]
#> cxparse: expected a format behind ':': 'docker:'
#> try 'cxparse --help'
#> [2]
#> cxparse: expected a format before ':': ':csv'
#> try 'cxparse --help'
#> [2]
#> cxparse: unknown format 'cvs' (did you mean 'csv'?)
#> try 'cxparse --help'
#> [2]
#> cxparse: ':' goes with docker or kafka or cri or syslog or compose or journald or zap or prefixed, not csv
#> try 'cxparse --help'
#> [2]
#> cxparse: unknown format 'cvs' (did you mean 'csv'?)
#> try 'cxparse --help'
#> [2]
#> cxparse: more than 4 formats in one another: 'docker+docker+docker+docker+csv'
#> try 'cxparse --help'
#> [2]
#> [2]
#> [2]
#> [2]
#> # lines
#> cxparse: docker.log:2: expected a text "log"
#> cxparse: docker.log:3:8: string has no closing quote
#> cxparse: docker.log:4: expected a text "log"
#> cxparse: docker.log:5:28: a quote is not closed, found '"1'
#> cxparse: docker.log:6:12: a line end within the text
#> cxparse: 5 of 6 records rejected (83.3%)
#> {"timestamp":"2026-11-29T19:31:23.514882Z","a":1,"stream":"stdout"}
#> {"timestamp":"2026-11-29T19:31:23.514882Z","a":1,"stream":"stdout"}
#> cxparse: cri.log:2:1: expected a time, found '2026-11-29'
#> cxparse: cri.log:3:22: expected stdout or stderr, found 'stdlog'
#> cxparse: cri.log:4:29: expected F or P, found 'X'
#> cxparse: cri.log:5:31: expected a key before '=', found '="'
#> cxparse: cri.log:9: expected a key before '=', found '="";'
#> cxparse: 5 of 7 records rejected (71.4%)
#> {"timestamp":"2026-11-29T19:31:23Z","a":1,"stream":"stdout"}
#> {"timestamp":"2026-11-29T19:31:23Z","b":1,"stream":"stderr"}
#> {"line":7,"code":"long-line","raw":"2026-11-29T19:31:23Z stdout P a=1                              \n2026-11-29T19:31:23Z stdout P a=2                              \n2026-11-29T19:31:23Z stdout P a=3                              \n2026-11-29T19:31:23Z stdout P a=4                              \n"}
#> {"timestamp":"2026-11-29T19:31:23Z","stream":"stdout","message":"a=1                              a=2                              a=3                              a=4                              a=5                              a=6                              end"}
#> cxparse: stdin:1:1: expected a priority, <0> to <191>, found '<192>Jan  2 03:04:06 h a: x'
#> cxparse: stdin:2:5: expected a time, found 'Jab  2 03:04:06 h a: x'
#> cxparse: stdin:3:17: expected '-' or structured data, found 'x y'
#> cxparse: stdin:4:15: expected a message type, found '-'
#> cxparse: stdin:5:27: expected a program and ':', found 'started'
#> cxparse: 5 of 5 records rejected (100%)
#> cxparse: stdin:1:6: expected the name of a service and ' | ', found 'x'
#> cxparse: stdin:2:1: expected the name of a service and ' | ', found '| y'
#> cxparse: stdin:3:4: expected the name of a service and ' | ', found '| z'
#> cxparse: stdin:4:3: expected the name of a service and ' | ', found 'b | c'
#> cxparse: 4 of 4 records rejected (100%)
#2> cxparse: --log-format goes with -f nginx or -f apache or -f tomcat, not docker
#2> try 'cxparse --help'
#2> cxparse: --regex goes with -f regex, not combined
#2> try 'cxparse --help'
#2> cxparse: --map: -f compose has no field 'servce' (did you mean 'service'?)
#2> try 'cxparse --help'
#2> cxparse: long.log:7: line is longer than --max-line, with its pieces
#2> cxparse: 1 of 1 records rejected (100%)
