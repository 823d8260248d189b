# --map reads NEW from what the input calls OLD, in every format, and what it reads is what it is.
echo '{"time":1767225600,"req":{"uri":"/x?a=1","ms":12.5},"code":"200","path":"old"}' > json
cxparse -f json --map timestamp=time --map path=req.uri --map duration_ms=req.ms --map status=code json
cxselect --map path=req.uri json
cxstat --map s=code --map p=req.uri -b p 'sum(s)' json
printf 'lvl=info took=1.5s at=2026-01-01T00:00:00Z\n' |
	cxparse -f logfmt --map level=lvl --map duration_ms=took --map timestamp=at
printf 'when;what\n' | tr ';' ',' > csv
printf '2026-01-01T00:00:00Z,/x\n' >> csv
cxparse -f csv --map timestamp=when --map path=what csv
printf '10.0.0.1 - u1 [01/Jan/2026:00:00:00 +0000] "GET /x HTTP/1.1" 200 5\n' > log
cxparse -f common --map visitor=client_ip --map customer=user_id log
cxparse -f json --map x=nosuch json
cxparse -f json --map a=time --map a=code json
cxparse -f json --map 'a b=time' json
cxparse -f json --map '=time' json
cxparse -f json --map 'time=' json
echo "status $?"

# What --map renames has its new name only, in every format and through a pipe.
echo '{"r":5,"s":1}' > ndjson
echo 'r=5 s=1' > logfmt
printf 'r,s\n5,1\n' > csv
for f in ndjson json logfmt csv; do
	file=$f
	[ $f != json ] || file=ndjson
	cxselect -f $f --map w=r -e 'exists(r)' $file
	cxselect -f $f --map w=r -e 'exists(w) && !exists(r)' $file
	cxstat -f $f --map w=r 'rate(exists(r)), sum(w)' $file > direct
	cxparse -f $f --map w=r $file | cxstat 'rate(exists(r)), sum(w)' | cmp - direct && cat direct
done
# Another member of the old name, or one below it, is still there.
echo '{"a":{"b":1},"b":2}' | cxselect --map w=a.b -e 'a.b == w'
echo '{"a":{"b":1},"b":2}' | cxselect --map a=b --map b=a -e 'a == 2 && b.b == 1'
echo '{"a":{"b":1}}' | cxselect --map w=a -e 'exists(a.b)'
echo '{"a":{"b":1}}' | cxselect --map w=a -e 'w.b == 1'
# A name for the time is gone once it is the timestamp.
echo '{"time":1767225600}' | cxselect -f json -e 'exists(time)'
echo '{"time":1767225600}' | cxselect -f json -e 'exists(timestamp)'
echo '{"time":12}' | cxselect -f json -e 'exists(time)'

# --fields of a log.
log=$DATA/logs/lnav_shop_access.log
cxparse -f combined --fields status,method --keep-raw "$log" 2>/dev/null | head -n 1
cxparse -f combined -e 'status == 404' "$log" | wc -l
cxparse -f combined "$log" | cxstat -b status 'n = count()'

# The predicate sees the canonical fields, whatever the format calls them.
ln -s "$DATA/logs/elastic_apache_combined.log" access.log
cxparse -f combined -e 'status >= 500' --fields timestamp,path,status access.log 2> /dev/null
cxparse -f combined -e 'bytes > 60000000' --fields path,bytes access.log 2> /dev/null | sort | uniq -c | sed 's/^ *//'
cxparse -f combined --from 2015-05-20T21:05:00Z --to 2015-05-20T21:05:02Z --fields timestamp,path access.log 2> /dev/null
cxselect -f combined -e 'referrer =~ "^http://www[.]google[.][a-z]+/search"' --head 2 --fields timestamp,referrer access.log 2> /dev/null
cxparse -f combined -e 'statsu == 1' access.log 2>&1 | grep statsu

#> {"timestamp":"2026-01-01T00:00:00Z","req":{"uri":"/x?a=1","ms":12.5},"status":"200","path":"/x?a=1","duration_ms":12.5}
#> {"time":1767225600,"req":{"uri":"/x?a=1","ms":12.5},"code":"200","path":"/x?a=1"}
#> {"kind":"stat","p":"/x?a=1","sum_s":200}
#> {"timestamp":"2026-01-01T00:00:00Z","duration_ms":1500,"level":"info"}
#> {"timestamp":"2026-01-01T00:00:00Z","path":"/x"}
#> {"timestamp":"2026-01-01T00:00:00Z","method":"GET","path":"/x","protocol":"HTTP/1.1","status":200,"bytes":5,"visitor":"10.0.0.1","customer":"u1"}
#> {"timestamp":"2026-01-01T00:00:00Z","req":{"uri":"/x?a=1","ms":12.5},"code":"200","path":"old"}
#> status 2
#> {"w":5,"s":1}
#> {"kind":"stat","rate_exists_r":0,"rate_exists_r_lo":0,"rate_exists_r_hi":0.965,"rate_exists_r_n":1,"sum_w":5}
#> {"w":5,"s":1}
#> {"kind":"stat","rate_exists_r":0,"rate_exists_r_lo":0,"rate_exists_r_hi":0.965,"rate_exists_r_n":1,"sum_w":5}
#> {"w":5,"s":1}
#> {"kind":"stat","rate_exists_r":0,"rate_exists_r_lo":0,"rate_exists_r_hi":0.965,"rate_exists_r_n":1,"sum_w":5}
#> {"w":5,"s":1}
#> {"kind":"stat","rate_exists_r":0,"rate_exists_r_lo":0,"rate_exists_r_hi":0.965,"rate_exists_r_n":1,"sum_w":5}
#> {"a":{"b":1},"b":2,"w":1}
#> {"b":{"b":1},"a":2}
#> {"w":{"b":1}}
#> {"timestamp":"2026-01-01T00:00:00Z"}
#> {"time":12}
#> {"status":200,"method":"GET","raw":"54.36.149.41 - - [22/Jan/2019:03:56:14 +0330] \"GET /filter/27|13%20%D9%85%DA%AF%D8%A7%D9%BE%DB%8C%DA%A9%D8%B3%D9%84,27|%DA%A9%D9%85%D8%AA%D8%B1%20%D8%A7%D8%B2%205%20%D9%85%DA%AF%D8%A7%D9%BE%DB%8C%DA%A9%D8%B3%D9%84,p53 HTTP/1.1\" 200 30577 \"-\" \"Mozilla/5.0 (compatible; AhrefsBot/6.1; +http://ahrefs.com/robot/)\" \"-\""}
#> 24
#> {"kind":"stat","status":200,"n":938}
#> {"kind":"stat","status":301,"n":11}
#> {"kind":"stat","status":302,"n":20}
#> {"kind":"stat","status":304,"n":7}
#> {"kind":"stat","status":404,"n":24}
#> {"timestamp":"2015-05-18T03:05:34Z","path":"/misc/Title.php.txt","status":500}
#> {"timestamp":"2015-05-18T15:05:42Z","path":"/misc/Title.php.txt","status":500}
#> {"timestamp":"2015-05-20T14:05:16Z","path":"/projects/xdotool/","status":500}
#> 2 {"path":"/files/logstash/logstash-1.1.9-flatjar.jar","bytes":65259653}
#> 2 {"path":"/files/logstash/logstash-1.1.9-monolithic.jar","bytes":69192717}
#> {"timestamp":"2015-05-20T21:05:01Z","path":"/style2.css"}
#> {"timestamp":"2015-05-20T21:05:00Z","path":"/style2.css"}
#> {"timestamp":"2015-05-20T21:05:01Z","path":"/blog/tags/standards"}
#> {"timestamp":"2015-05-20T21:05:00Z","path":"/"}
#> {"timestamp":"2015-05-17T10:05:46Z","referrer":"http://www.google.com/search?q=https//:google.com&source=lnms&tbm=isch&sa=X&ei=4-r8UvDrKZOgkQe7x4CICw&ved=0CAkQ_AUoAA&biw=320&bih=441"}
#> {"timestamp":"2015-05-17T15:05:13Z","referrer":"http://www.google.com/search?q=google.com/&client=ms-android-samsung&hl=ar&gl=ae&source=android-browser-type&source=lnms&tbm=isch&sa=X&ei=7t8AU5jDEIOt0QXxgoHACg&ved=0CAgQ_AUoAA&biw=320&bih=401&dpr=0.75"}
#> cxparse: no record had a field 'statsu' (did you mean 'status'?)
#2> cxparse: --map gives a twice
#2> try 'cxparse --help'
#2> cxparse: --map: 'a b': a field name with this character needs `backquotes`
#2> try 'cxparse --help'
#2> cxparse: --map: expected NEW=OLD, got '=time'
#2> try 'cxparse --help'
#2> cxparse: --map: expected NEW=OLD, got 'time='
#2> try 'cxparse --help'
#2> cxselect: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxselect: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxstat: no record had a field 'r'
#2> cxselect: no record had a field 'a.b'
#2> cxselect: no record had a field 'time'
