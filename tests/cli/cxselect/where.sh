# Unknown is not true, and its negation is not true either.
printf '%s\n' '{"s":200}' '{"s":500}' '{"s":"503"}' '{"s":null}' '{}' '{"s":true}' > in
for e in 's >= 500' '!(s >= 500)' 's == null' 'exists(s)' '!exists(s)' 's in [200, 503]' 's == "200"' 's != 200' 's =~ "^5"' 's || true'; do
	echo "# $e"
	cxselect -e "$e" in
done
