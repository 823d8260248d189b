# Costs: CSV or NDJSON, in parts, of channels that are not there; with intervals.
cat > in <<'END'
{"timestamp":1767225601,"user_id":"a","channel":"A"}
{"timestamp":1767225602,"user_id":"a","event_name":"purchase","value":30}
{"timestamp":1767225601,"user_id":"b","channel":"B, the \"second\""}
{"timestamp":1767225602,"user_id":"b","event_name":"purchase","value":10}
{"timestamp":1767225601,"user_id":"c","channel":"A"}
END
printf '\nday,cost,channel\r\n1,2.5,A\r\n2,"7.5",A\r\n1,4,"B, the ""second"""\r\n1,3,none\r\n1,0,free\r\n' > cost.csv
cxattribute --model last --cost cost.csv in | tee want
cat > cost.ndjson <<'END'
{"channel":"A","cost":2.5}

{"cost":"7.5","channel":"\u0041","day":2}
{"cost":4,"channel":"B, the \"second\""}
{"cost":3,"channel":"none"}
{"cost":0,"channel":"free"}
END
cxattribute --model last --cost cost.ndjson in | cmp - want && echo same
gzip -c cost.ndjson | cxattribute --model last --cost - in | cmp - want && echo same
cxattribute --model last,markov --cost cost.csv --ci --bootstrap 200 in
