# Odd input: set aside with the reason, or carried on; the status is the answer.
. "$TOP/tests/cli/cxanomaly/series.inc"
series /a 200 150 3 > a
say() { "$@"; echo "status $?"; }
: > empty
say cxanomaly p95 empty
say cxanomaly --gate p95 empty
head -n 100 a > short
say cxanomaly --gate p95 short > out; tail -n 1 out
head -n 140 a > quiet
say cxanomaly --gate p95 quiet > out; tail -n 1 out
say cxanomaly --gate p95 a > out; tail -n 1 out
# No value; no such field; no number; too great; no time; twice; backwards; a name taken.
t='"window":"2026-09-01T00:00:00Z"'
printf '%s\n' "{$t,\"p95\":null}" | cxanomaly p95
printf '%s\n' "{$t}" | cxanomaly p95
for odd in "{$t,\"p95\":\"fast\"}" "{$t,\"p95\":1e300}" '{"p95":1}' "{$t,\"p95\":1,\"status\":500}"; do
	printf '%s\n' "$odd" | say cxanomaly p95
done
sed -n '1p;1p;3p;2p' a | say cxanomaly p95 > out; wc -l < out | tr -d ' '
# Numbers in quotes are numbers.  An empty object gets no comma too many.
printf '%s\n' "{$t,\"p95\":\"5\"}" | cxanomaly p95
echo '{}' | cxanomaly --max-bad 100% -t x p95
# CR LF, no last newline.
printf '{%s,"p95":5}\r\n{"window":"2026-09-01T00:01:00Z","p95":5}' "$t" | cxanomaly p95
# What is wrong on the command line.
say cxanomaly
say cxanomaly 'p95,p95' a
say cxanomaly 'p95,' a
say cxanomaly --scale log p95 a
say cxanomaly --daily --period 1d p95 a
say cxanomaly --cool-down soon p95 a
say cxanomaly --settle soon p95 a
printf '2026-12-25\n2026-12-24..26\n' > calendar
say cxanomaly --calendar calendar p95 a
printf 'Christmas\n' > calendar
say cxanomaly --calendar calendar p95 a
printf '2026-12-25x\n' > calendar
say cxanomaly --calendar calendar p95 a
say cxanomaly --calendar nowhere p95 a
