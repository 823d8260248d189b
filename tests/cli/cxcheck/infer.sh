# A draft says what was seen; the events it was drafted from pass it.
cat > events <<'END'
{"event":"Order: done","id":"00000000-0000-4000-8000-000000000001","ts":"2026-01-01T00:00:00Z","n":1,"price":1.50,"tags":["a","b"],"who":{"name":"x","mail":"x@example.com"},"ok":true}
{"event":"Order: done","id":"00000000-0000-4000-8000-000000000002","ts":"2026-01-01T00:00:01Z","n":-2,"price":20,"tags":[],"who":{"name":"long name"},"ok":null}
{"event":"View","id":"00000000-0000-4000-8000-000000000003","ts":"2026-01-01T00:00:02Z","odd \"key\"":1,"ip":"10.0.0.1","mixed":"1","yes":"no"}
{"event":"View","id":"00000000-0000-4000-8000-000000000004","ts":"2026-01-01T00:00:03Z","odd \"key\"":1e400,"ip":"10.0.0.2","mixed":1,"yes":"yes","list":[[1],[2.5]],"empty":{}}
END
cxcheck --infer --key event events | tee plan
cxcheck plan events | cmp - events && echo 'all pass'
# Values that come again and again are an enumeration.
i=0
while [ $i -lt 60 ]; do i=$((i + 1)); echo "{\"kind\":\"k$((i % 3))\",\"day\":\"2026-01-01\",\"n\":$i}"; done > many
cxcheck --infer many
cxcheck --infer --key kind many | head -12
cxcheck --infer --key 'kind +' many
: | cxcheck --infer; echo "status $?"
# Logs as well.
cxcheck --infer -f combined --key method "$DATA/logs/elastic_apache_combined.log" 2>/dev/null | head -20
