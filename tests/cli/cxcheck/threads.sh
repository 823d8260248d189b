# The same for any number of threads, to the byte: events, rejects, summary.
cat > plan <<'END'
target: 0.9
key: event
schemas:
  a: {properties: {n: {maximum: 190000}, s: {pattern: "[0-8]$"}}}
  b: {properties: {n: {multipleOf: 2}}}
checks:
  - {rule: n % 1000 != 7, target: 99%}
  - {sequence: n}
  - {in: s, values: ["10", "20"], severity: warn}
END
awk 'BEGIN {
	for (i = 1; i <= 200000; i++) {
		if (i % 50000 == 3)
			print "broken"
		if (i % 60000 != 5)
			printf "{\"event\":\"%s\",\"n\":%d,\"s\":\"%d\"}\n", i % 3 ? "a" : "b", i, i % 1000
	}
}' > events
for j in 1 2 5; do
	cxcheck -j $j --rejects rejects$j --summary summary$j plan events > good$j 2>/dev/null
	echo "status $?"
done
for j in 2 5; do
	cmp good1 good$j && cmp rejects1 rejects$j && cmp summary1 summary$j && echo same
done
wc -l < good1
grep -v '"fault"' summary1
grep '"fault"' summary1 | cut -c 1-400
