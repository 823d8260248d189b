# A hundred random experiments give one verdict from rows, from streams and from the states of
# days, in any order and on any number of threads.
cat > make.awk <<'END'
function draw(n) { x = (x * 16807) % 2147483647; return int(x / 2147483647 * n) }
function stamp(s) {
	return sprintf("2026-11-%02dT%02d:%02d:%02dZ", 2 + int(s / 86400), int(s / 3600) % 24,
	    int(s / 60) % 60, s % 60)
}
function event(s, name, rest) {
	print "{\"timestamp\":\"" stamp(s) "\",\"event_name\":\"" name "\",\"user_id\":\"" u "\"," \
	    rest "}" > ("day" int(s / 86400))
}
BEGIN {
	x = 4711
	for (e = 1; e <= 100; e++) {
		arms = e % 3 == 0 ? 3 : 2
		lift = draw(4)
		for (i = 40 + draw(80); i > 0; i--) {
			u = "u" e "-" i; arm = draw(arms); pre = draw(9)
			who = "\"experiment\":\"e" e "\",\"variant\":\"" \
			    substr("control  treatmentthird    ", 9 * arm + 1, arm == 1 ? 9 : arm == 2 ? 5 : 7) \
			    "\",\"country\":\"" substr("defrus", 2 * draw(3) + 1, 2) "\",\"pre\":" pre
			at = draw(5 * 86400); n = 0; cents = 0
			event(at, "exposure", who)
			if (draw(4) == 0)
				event(draw(at + 1), "visit", "\"x\":1")
			for (k = draw(2 + arm * lift); k > 0; k--) {
				c = 1 + draw(9999); n++; cents += c
				event(at + draw(86400), "purchase", "\"value\":" sprintf("%.2f", c / 100))
			}
			if (draw(3) == 0)
				event(at + 86400 + draw(9999), "purchase", "\"value\":77")
			print "{" who ",\"bought\":" (n > 0 ? "true" : "false") ",\"orders\":" n \
			    ",\"value\":" sprintf("%.2f", cents / 100) "}" > "rows"
		}
	}
}
END
awk -f make.awk
judge="--guardrail revenue:20% --better orders:down --negative-control fake --correct holm --monitor fixed"
cxab -b country --covariate pre $judge 'conv = rate(bought), revenue = sum(value), orders = sum(orders),
    aov = ratio(value, orders), fake = rate(pre < 4)' rows >r
metrics='conv = any(event_name == "purchase"), revenue = sum(value) where event_name == "purchase",
    orders = count() where event_name == "purchase", aov = ratio(value, 1) where event_name == "purchase",
    fake = any(pre < 4)'
cxab -u user_id -b country --covariate pre --within 1d $judge "$metrics" day? >s
same() { cmp "$1" "$2" && echo "$3"; }
results() { jq -c 'select(.kind != "ab_health") | del(.from, .to)' "$1"; }
results r >r1
results s >s1
same r1 s1 'rows and streams'
for d in day?; do
	cxab -u user_id -b country --covariate pre --partial "$metrics" "$d" >"$d.state"
done
cxab --merge --within 1d $judge day?.state >m
same s m 'streams and days'
cxab --merge --partial day[0-2].state >a.state
cxab --merge --partial day[3-9].state >b.state
cxab --merge --within 1d $judge b.state a.state >m
same s m 'states of states'
cat day? | sort >sorted
for j in 1 2 4; do
	cxab -j $j -u user_id -b country --covariate pre --within 1d $judge "$metrics" sorted >p
	same s p "another order, $j threads"
done
sort -t '"' -k 4,4 -k 12 rows >turned
for j in 1 2 4; do
	cxab -j $j -b country --covariate pre $judge 'conv = rate(bought), revenue = sum(value), orders = sum(orders),
    aov = ratio(value, orders), fake = rate(pre < 4)' turned >p
	same r p "rows in another order, $j threads"
done
grep -c ab_verdict r
jq -r 'select(.kind == "ab_verdict") | .decision' r | sort -u | tr '\n' ' '

#> rows and streams
#> streams and days
#> states of states
#> another order, 1 threads
#> another order, 2 threads
#> another order, 4 threads
#> rows in another order, 1 threads
#> rows in another order, 2 threads
#> rows in another order, 4 threads
#> 100
#> invalid rollback ship stop_futile 
#\ No newline at end of file
