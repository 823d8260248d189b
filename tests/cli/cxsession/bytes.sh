# A record is what it was, byte for byte, with two members more at its end.
cat > in <<'END'
{"user_id":"a","timestamp":"2026-01-01T10:00:00Z", "n" : 1.50 , "s":"caf\u00e9\/", "o":{"x":[ 1 , 2 ]}}
  {"timestamp":1767261700 ,"user_id":"a"}  
{"timestamp":"2026-01-01T10:02:00.5+00:00","user_id":"\u0061","big":123456789012345678901234567890,"dup":1,"dup":2}
END
printf '{"user_id":"a","timestamp":"01/Jan/2026:10:03:00 +0000"}\r\n' >> in
cxsession in
cxsession in | sed 's/,"session_id":"[0-9a-f]*","session_number":[0-9]*}$/}/' > back
sed 's/^ *//; s/[ \r]*$//' in | cmp - back && echo same
# Those it had are replaced, however they are spelled; other names are others.
cat > in <<'END'
{"session_id":"old","timestamp":"2026-01-01T10:00:00Z","user_id":"a","session_number":9}
{"timestamp":"2026-01-01T10:01:00Z","session\u005fid":1,"user_id":"a","x.session_id":2,"in":{"session_id":3}}
{"timestamp":"2026-01-01T10:02:00Z","user_id":"a","session_id":null}
END
cxsession in
# Twice is the same as once.
cxsession in > once
cxsession once | cmp - once && echo 'the same again'

#> {"user_id":"a","timestamp":"2026-01-01T10:00:00Z", "n" : 1.50 , "s":"caf\u00e9\/", "o":{"x":[ 1 , 2 ]},"session_id":"5c29b261216cbbb4","session_number":1}
#> {"timestamp":1767261700 ,"user_id":"a","session_id":"5c29b261216cbbb4","session_number":1}
#> {"timestamp":"2026-01-01T10:02:00.5+00:00","user_id":"\u0061","big":123456789012345678901234567890,"dup":1,"dup":2,"session_id":"5c29b261216cbbb4","session_number":1}
#> {"user_id":"a","timestamp":"01/Jan/2026:10:03:00 +0000","session_id":"5c29b261216cbbb4","session_number":1}
#> same
#> {"timestamp":"2026-01-01T10:00:00Z","user_id":"a","session_id":"5c29b261216cbbb4","session_number":1}
#> {"timestamp":"2026-01-01T10:01:00Z","user_id":"a","x.session_id":2,"in":{"session_id":3},"session_id":"5c29b261216cbbb4","session_number":1}
#> {"timestamp":"2026-01-01T10:02:00Z","user_id":"a","session_id":"5c29b261216cbbb4","session_number":1}
#> the same again
