# What is damaged, truncated, newer or foreign is refused with the reason, and nothing is written.
try() {
	printf '$ %s\n' "$1"
	eval "$1" 2>&1
	echo "[$?]"
}
printf '{"timestamp":"2026-01-0%dT00:00:00Z","r":"a","x":%d}\n' 1 1 1 2 2 3 > in
cxstat -b r -w 1d --partial 'p50(x)' in > s
cat s
try 'head -n 2 s | cxstat --merge'
try 'sed 2d s | cxstat --merge'
try 'sed 2p s | cxstat --merge'
try 'tail -n +2 s | cxstat --merge'
try 'sed "2s/2026-01-01/2026-01-03/" s | cxstat --merge'
try 'head -c 300 s | cxstat --merge'
try 'cxstat --merge in'
try 'cxstat --merge < /dev/null'
try 'cxstat -b r -w 1d --partial "p95(x)" in | cxstat --merge s -'
try 'cxstat -b r -w 1d --partial --accuracy 0.02 "p50(x)" in | cxstat --merge s -'
try 'cxstat -b r -w 1d --partial -e "x > 1" "p50(x)" in | cxstat --merge s -'
try 'cxstat -b r -w 1d --partial --tz Asia/Tokyo "p50(x)" in | cxstat --merge s -'
try 'cxstat -b "r = upper(r)" -w 1d --partial "p50(x)" in | cxstat --merge s -'
try 'cxstat -w 1d --partial "p50(x)" in | cxstat --merge s -'
try 'cxstat -b r --partial "p50(x)" in | cxstat --merge s -'
try 'cxstat --merge -w 1h s'
try 'cxstat --merge -b q s'
try 'cxstat --merge -e "x > 1" s'
try 'cxstat -w 1d --partial --totals "p50(x)" in'
try 'cxstat --merge -o out s; ls out; cat out'
try 'head -n 2 s | cxstat --merge -o out2; ls out2'
