# Rejects and records on one output: whole lines, whatever their lengths and the threads.
awk 'BEGIN {
	for (i = 0; i < 20000; i++) {
		s = ""
		for (k = i * 7919 % 300; k > 0; k--)
			s = s "x"
		print i % 2 ? "broken " s : "{\"n\":" i ",\"s\":\"" s "\"}"
	}
}' > in
for j in 1 3; do
	for to in - /dev/stdout /dev/fd/1; do
		cxselect -j $j --max-bad 100% --rejects $to in 2> messages > file
		echo "status $?"
		jq -c . file > parsed || echo "torn lines"
		grep -c '"kind":"reject"' parsed
		grep -vc '"kind":"reject"' parsed
		cxselect -j $j --max-bad 100% --rejects $to in 2> messages | cat > piped
		cmp file piped
	done
done
cxselect --max-bad 100% --rejects /dev/stderr in 2> both >&2
grep -v '^cxselect: ' both | jq -c . > parsed || echo "torn lines"
wc -l < parsed | tr -d ' '

#> status 0
#> 10000
#> 10000
#> status 0
#> 10000
#> 10000
#> status 0
#> 10000
#> 10000
#> status 0
#> 10000
#> 10000
#> status 0
#> 10000
#> 10000
#> status 0
#> 10000
#> 10000
#> 20000
