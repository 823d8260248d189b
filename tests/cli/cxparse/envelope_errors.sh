# What is wrong with an envelope, and with a name of formats in one another.
for f in combined+docker docker+ +csv docker+cvs docker+docker+docker+docker+csv; do
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
