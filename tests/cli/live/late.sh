# A window closes when the watermark passes its end; what comes later for it is set aside.
for s in 00 05 12 03 16 02 31 14 33; do echo "{\"timestamp\":\"2026-01-01T00:00:${s}Z\"}"; done > in
cxstat -w 10s --lateness 5s --max-bad 100% --rejects late 'n = count()' in
echo "status $?"
jq -c '[.line, .code]' late
# No record is late: the same windows as a run over input at rest.
cxstat -w 10s --lateness 1m 'n = count()' in > a
cxstat -w 10s 'n = count()' in | cmp - a && echo same
# However the input is cut.
dd if=in bs=7 2> /dev/null | cxstat -w 10s --lateness 5s --max-bad 100% 'n = count()' 2> /dev/null
# What no value served in any window is said once, at the end, and is a fault of --strict-fields.
printf '{"timestamp":"2026-01-01T00:0%d:00Z","a":"x","b":"%s"}\n' 1 x 2 2 3 y > texts
cxstat -w 1m --lateness 10s 's = sum(a), t = sum(b), r = rate(a), p50(zzz)' texts > /dev/null
cxstat -w 1m --lateness 10s --strict-fields 's = sum(a), t = sum(b)' texts > /dev/null
echo "status $?"
