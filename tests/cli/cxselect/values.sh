# What --set can make: every kind of value, and nothing that is no JSON.
echo '{"n":7,"f":0.1,"s":"té\"xt","t":"2026-01-01T10:00:00+02:00","big":12345678901234567890,"q":"12"}' > in
try() {
	cxselect --fields x --set "x=$1" in
}
for x in 'n / 2' 'n / 0' 'n % 0' 'f + 0.2' 'f * 3' '1e308 * 10' '-n' 'big' 'big + 1' 'q + 1' 's + 1' '"a" + "b"' \
    'n > 5' '!(n > 5)' 'nosuch > 5' 'nosuch' 'null' 'true' '"lit\u00e9\"\\"' 'upper(s)' 'len(s)' 't' 'hour(t)' 'date(t)' \
    'weekday(t)' 'coalesce(nosuch, n)' 'if(n > 5, "big", 0)' 'contains(s, "\"")' 's =~ "^t"' 'route("/users/123/orders/9f8e")' \
    'url_host("https://example.com:8080/x?y=1")' 'query_param("/x?y=a%20b", "y")' '1 == 1.0' '"10" > 9' 'n in [1, 7]'; do
	printf '%s  ' "$x"
	try "$x"
done
