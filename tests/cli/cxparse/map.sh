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
