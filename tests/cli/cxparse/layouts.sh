# Times in layouts that are told, in every format and wherever a time is read.
l='%d.%m.%Y %H:%M:%S|%d/%m/%y'
printf 'timestamp,n\n27.08.2022 17:22:01,1\n03/04/05,2\n2022-08-27T17:22:01Z,3\n' > csv
printf '{"t":"27.08.2022 24:00:00"}\n{"t":"03\\/04\\/05"}\n' > json
cxparse -f csv --time-layout "$l" --input-tz Europe/Berlin csv
cxparse -f json --time-layout "$l" --map timestamp=t json
printf 'ts="03/04/05" n=1\n' | cxparse -f logfmt --time-layout "$l"
printf '[03/04/05] x\n' | cxparse -f regex --regex '\[(?<timestamp>[^]]+)\] (?<m>.*)' --time-layout "$l"
cxselect -t t --time-layout "$l" --from 2022-01-01 json
cxstat -t t --time-layout "$l" -w 1d 'n = count()' json
cxselect --time-layout "$l" --set 'at = time(t), d = date(t)' json
# Numbers too: the layout counts before what they would be.
printf '{"t":20220108}\n{"t":1661620921}\n' | cxselect --time-layout '%Y%d%m|%s' --set 'at = time(t)'
# Not on the command line, nor where a server's format says how.
cxselect -t t --time-layout "$l" --from 27.08.2022 json
echo "[$?]"
printf '192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1\n' |
	cxparse -f common --time-layout '%Y' --fields timestamp
# What is wrong with it.
for x in '%d.%m %Q' '%F|%H:%M' '%d' '|' '%I:%M %F'; do cxparse -f csv --time-layout "$x" csv; echo "[$?]"; done
printf 'timestamp\n31.02.2022 00:00:00\n' | cxparse -f csv --time-layout "$l"
# Halves of a day, its end, brackets and commas without any layout.
printf 'timestamp,n\n"Jan 2, 2026, 3:04:05 PM",1\n2026-01-02 12:00 am,2\n2026-01-02T24:00:00Z,3\n' > forms
printf '[22/Nov/2026:19:03:05 +0100],4\n"2026-01-02 03:04:05,250",5\n' >> forms
cxparse -f csv forms
# How long something took, in every field that is milliseconds by name.
printf 'duration_ms,wait_ms,load_ms,ms\n1.5s,PT1.5S,00:01:02.5,1s\n250us,-1s,7,1m\n12,x,1m500ms,2\n' | cxparse -f csv
printf '{"duration_ms":"1.5s","wait_ms":"1h2m3.5s","n":{"x_ms":"1s"},"load_ms":7,"a_ms":"x"}\n' | cxparse -f json
printf 'wait_ms=1.5s load_ms="2s"\n' | cxparse -f logfmt
printf '{"wait_ms":"1.5s"}\n' | cxstat -f json 'mean(wait_ms)'

#> {"timestamp":"2022-08-27T15:22:01Z","n":1}
#> {"timestamp":"2005-04-02T22:00:00Z","n":2}
#> {"timestamp":"2022-08-27T17:22:01Z","n":3}
#> {"timestamp":"2022-08-28T00:00:00Z"}
#> {"timestamp":"2005-04-03T00:00:00Z"}
#> {"timestamp":"2005-04-03T00:00:00Z","n":1}
#> {"timestamp":"2005-04-03T00:00:00Z","m":"x"}
#> {"t":"27.08.2022 24:00:00"}
#> {"kind":"stat","window":"2005-04-03T00:00:00Z","window_end":"2005-04-04T00:00:00Z","n":1}
#> {"kind":"stat","window":"2022-08-28T00:00:00Z","window_end":"2022-08-29T00:00:00Z","n":1}
#> {"t":20220108,"at":"2022-08-01T00:00:00Z"}
#> {"t":1661620921,"at":"2022-08-27T17:22:01Z"}
#> [2]
#> {"timestamp":"2000-10-10T20:55:36Z"}
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> {"timestamp":"2026-01-02T15:04:05Z","n":1}
#> {"timestamp":"2026-01-02T00:00:00Z","n":2}
#> {"timestamp":"2026-01-03T00:00:00Z","n":3}
#> {"timestamp":"2026-11-22T18:03:05Z","n":4}
#> {"timestamp":"2026-01-02T03:04:05.250Z","n":5}
#> {"duration_ms":1500,"wait_ms":1500,"load_ms":62500,"ms":"1s"}
#> {"duration_ms":0.25,"wait_ms":-1000,"load_ms":7,"ms":"1m"}
#> {"duration_ms":12,"wait_ms":"x","load_ms":60500,"ms":2}
#> {"duration_ms":1500,"wait_ms":3723500,"n":{"x_ms":"1s"},"load_ms":7,"a_ms":"x"}
#> {"wait_ms":1500,"load_ms":2000}
#> {"kind":"stat","mean_wait_ms":1500,"mean_wait_ms_lo":null,"mean_wait_ms_hi":null,"mean_wait_ms_n":1}
#2> cxselect: --set, column 13: expected an operator or the end, found ','
#2>   at = time(t), d = date(t)
#2>               ^
#2> cxselect: --from: expected a time such as 2026-11-22T19:00:00Z or 2026-11-22, got '27.08.2022'
#2> try 'cxselect --help'
#2> cxparse: --time-layout, column 7: unknown directive '%Q' in a time layout
#2>   %d.%m %Q
#2>         ^
#2> cxparse: --time-layout, column 4: a time layout needs a date or %s, got '%H:%M'
#2>   %F|%H:%M
#2>      ^
#2> cxparse: --time-layout, column 1: a time layout with a day needs a month (%m or %b)
#2>   %d
#2>   ^
#2> cxparse: --time-layout, column 1: a time layout needs a date or %s, got ''
#2>   |
#2>   ^
#2> cxparse: --time-layout, column 1: %I in a time layout needs %p
#2>   %I:%M %F
#2>   ^
#2> cxparse: stdin:2: timestamp: expected a time, found '31.02.2022 00:00:00'
#2> cxparse: 1 of 1 records rejected (100%), more than --max-bad allows
