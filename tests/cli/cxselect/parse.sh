# parse(): the line of a log inside a text, by any format that reads a line by itself.
c='::1 - ann [02/Jan/2026:03:04:05 +0000] \"GET /a?b=c HTTP/1.1\" 503 12'
printf '%s\n' "{\"log\":\"$c\\\\n\"}" "{\"log\":\"$c \\\\\"-\\\\\" \\\\\"ua\\\\\"\"}" |
    sed 's/\\\\/\\/g' > in
printf '%s\n' '{"log":"nonsense"}' '{"log":7}' '{"log":null}' '{}' '{"log":"a\nb"}' '{"log":""}' >> in
cat in
cxselect --fields a,b,c --set 'a = parse(log, "common").status' --set 'b = parse(log, "combined").user_agent' \
    --set 'c = parse(log, "common").timestamp' in
cxselect -e 'parse(log, "common").status >= 500 && parse(log, "common").client_ip == "::1"' --fields log in | wc -l
cxstat -b 'path = parse(log, "common").path' 'n = count(), s = sum(parse(log, "common").bytes)' in
printf '%s\n' '{"m":"level=warn dur=1.5s"}' '{"m":"{\"a\":{\"b\":[1,2]}}"}' > m
cxselect --set 'x = parse(m, "logfmt").duration_ms' --set 'y = parse(m, "ndjson").a.b[1]' --fields x,y m
# Options of the input hold for its times too; any number of threads.
echo '{"m":"ts=\"2026-01-02 03:04:05\" x=1"}' > t
cxselect --input-tz Europe/Berlin --set 'at = parse(m, "logfmt").timestamp' --fields at t
i=0; while [ $i -lt 20000 ]; do cat in; i=$((i + 8)); done > many
for j in 1 4; do cxselect -j $j --set 'a = parse(log, "common").path' --fields a many | cksum; done
# What cannot be.
for x in 'parse(log, "nonsuch")' 'parse(log, "csv")' 'parse(log, "docker+combined")' 'parse(log, log)' 'parse(log)' \
    'parse(log, "json")' 'parse(log, "")' 'parse(log, "combined", 1)' 'parse("x", "common")'; do
	cxselect --set "a = $x" --fields a t
	echo "[$?]"
done

#> {"log":"::1 - ann [02/Jan/2026:03:04:05 +0000] \"GET /a?b=c HTTP/1.1\" 503 12\n"}
#> {"log":"::1 - ann [02/Jan/2026:03:04:05 +0000] \"GET /a?b=c HTTP/1.1\" 503 12 \"-\" \"ua\""}
#> {"log":"nonsense"}
#> {"log":7}
#> {"log":null}
#> {}
#> {"log":"a\nb"}
#> {"log":""}
#> {"a":503,"c":"2026-01-02T03:04:05Z"}
#> {"a":503,"b":"ua","c":"2026-01-02T03:04:05Z"}
#> {}
#> {}
#> {}
#> {}
#> {}
#> {}
#> 2
#> {"kind":"stat","path":null,"n":6,"s":0}
#> {"kind":"stat","path":"/a","n":2,"s":24}
#> {"x":1500}
#> {"y":2}
#> {"at":"2026-01-02T02:04:05Z"}
#> 2433191839 100000
#> 2433191839 100000
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> {"a":null}
#> [0]
#2> cxselect: --set, column 16: parse(): unknown format 'nonsuch'
#2>   a = parse(log, "nonsuch")
#2>                  ^
#2> cxselect: --set, column 16: parse(): 'csv' reads more than a line by itself
#2>   a = parse(log, "csv")
#2>                  ^
#2> cxselect: --set, column 16: parse(): 'docker+combined' reads more than a line by itself
#2>   a = parse(log, "docker+combined")
#2>                  ^
#2> cxselect: --set, column 16: expected the name of a format in quotes, found 'log'
#2>   a = parse(log, log)
#2>                  ^
#2> cxselect: --set, column 14: expected ',', found ')'
#2>   a = parse(log)
#2>                ^
#2> cxselect: --set, column 16: parse(): 'json' reads more than a line by itself
#2>   a = parse(log, "json")
#2>                  ^
#2> cxselect: --set, column 16: parse(): expected the name of a format
#2>   a = parse(log, "")
#2>                  ^
#2> cxselect: --set, column 26: expected ')', found ','
#2>   a = parse(log, "combined", 1)
#2>                            ^
