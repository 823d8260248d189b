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

#> n / 2  {"x":3.5}
#> n / 0  {"x":null}
#> n % 0  {"x":null}
#> f + 0.2  {"x":0.30000000000000004}
#> f * 3  {"x":0.30000000000000004}
#> 1e308 * 10  {"x":null}
#> -n  {"x":-7}
#> big  {"x":12345678901234567890}
#> big + 1  {"x":1.2345678901234567e19}
#> q + 1  {"x":13}
#> s + 1  {"x":null}
#> "a" + "b"  {"x":null}
#> n > 5  {"x":true}
#> !(n > 5)  {"x":false}
#> nosuch > 5  {"x":null}
#> nosuch  {}
#> null  {"x":null}
#> true  {"x":true}
#> "lit\u00e9\"\\"  {"x":"lité\"\\"}
#> upper(s)  {"x":"TÉ\"XT"}
#> len(s)  {"x":5}
#> t  {"x":"2026-01-01T10:00:00+02:00"}
#> hour(t)  {"x":8}
#> date(t)  {"x":"2026-01-01"}
#> weekday(t)  {"x":4}
#> coalesce(nosuch, n)  {"x":7}
#> if(n > 5, "big", 0)  {"x":"big"}
#> contains(s, "\"")  {"x":true}
#> s =~ "^t"  {"x":true}
#> route("/users/123/orders/9f8e")  {"x":"/users/:id/orders/9f8e"}
#> url_host("https://example.com:8080/x?y=1")  {"x":"example.com"}
#> query_param("/x?y=a%20b", "y")  {"x":"a b"}
#> 1 == 1.0  {"x":true}
#> "10" > 9  {"x":true}
#> n in [1, 7]  {"x":true}
#2> cxselect: no record had a field 'nosuch'
#2> cxselect: no record had a field 'nosuch'
#2> cxselect: no record had a field 'nosuch'
