# States that earlier versions wrote merge to what they always meant, and with new ones.
old=$DATA/states/v1
sum() { cksum | cut -d ' ' -f 1; }
cxstat --merge $old/cxstat_a.state $old/cxstat_b.state
cxstat --merge --no-ci -b '' -w 1mo $old/cxstat_b.state $old/cxstat_a.state
cxsession --merge $old/cxsession_a.state $old/cxsession_b.state | sum
cxsession --merge $old/cxsession_records.state | sum
cxslo --merge $old/cxslo.yaml $old/cxslo_b.state $old/cxslo_a.state
echo "status $?"
# The memory of cxanomaly goes on where it was.
point() { printf '{"window":"%s","route":"/a","orders":%s,"p50_ms":%s}\n' "$@"; }
cp $old/cxanomaly.state memory
point 2026-01-05T00:00:00Z 4 250 | cxanomaly --period 1d --history 500 --state memory orders,p50_ms
cp $old/cxanomaly_daily.state memory
echo '{"window":"2026-01-05T00:00:00Z","orders":297}' | cxanomaly --daily --state memory orders
