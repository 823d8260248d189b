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

#> {"timestamp":"2026-01-01T00:00:00Z","req":{"uri":"/x?a=1","ms":12.5},"status":"200","path":"/x?a=1","duration_ms":12.5}
#> {"time":1767225600,"req":{"uri":"/x?a=1","ms":12.5},"code":"200","path":"/x?a=1"}
#> {"kind":"stat","p":"/x?a=1","sum_s":200}
#> {"timestamp":"2026-01-01T00:00:00Z","duration_ms":1500,"level":"info"}
#> {"timestamp":"2026-01-01T00:00:00Z","path":"/x"}
#> {"timestamp":"2026-01-01T00:00:00Z","method":"GET","path":"/x","protocol":"HTTP/1.1","status":200,"bytes":5,"visitor":"10.0.0.1","customer":"u1"}
#> {"timestamp":"2026-01-01T00:00:00Z","req":{"uri":"/x?a=1","ms":12.5},"code":"200","path":"old"}
#2> cxparse: --map gives a twice
#2> try 'cxparse --help'
#2> cxparse: --map: 'a b': a field name with this character needs `backquotes`
#2> try 'cxparse --help'
#2> cxparse: --map: expected NEW=OLD, got '=time'
#2> try 'cxparse --help'
#2> cxparse: --map: expected NEW=OLD, got 'time='
#2> try 'cxparse --help'
#? 2
