# Untouched members pass byte for byte: spelling, order, spaces inside values, duplicates.
printf '%s\n' '{ "b" : 1.50 , "a":"\u0041\/","c":[1, 2],"b":2e0 }' > in
cxselect in
cxselect --set 'n=1' in
cxselect --drop c in
cxselect --rename 'x=a' in

# Unknown is not true, and its negation is not true either.
printf '%s\n' '{"s":200}' '{"s":500}' '{"s":"503"}' '{"s":null}' '{}' '{"s":true}' > in
for e in 's >= 500' '!(s >= 500)' 's == null' 'exists(s)' '!exists(s)' 's in [200, 503]' 's == "200"' 's != 200' 's =~ "^5"' 's || true'; do
	echo "# $e"
	cxselect -e "$e" in
done

# --head stops after so many lines of output, in the middle of a record too.
awk 'BEGIN { for (i = 0; i < 100000; i++) print "{\"i\":" i ",\"a\":[" i "," i + 0.5 "]}" }' > in
cxselect --head 3 in
cxselect -e 'i % 1000 == 999' --head 2 --fields i in
cxselect --head 3 --explode a in
cxselect --head 3 -j 8 in | cksum
cxselect --head 3 -j 1 in | cksum
# Endless input ends.
yes '{"i":1}' | cxselect --head 2
cxselect --head 100001 in | wc -l

# Members of objects, and members with a dot in their name.
printf '%s\n' '{"u":{"id":7,"n":{"x":"y"}},"k.v":1}' > in
cxselect --fields u.id,u.n.x,k.v in
cxselect -e 'u.n.x == "y"' --fields '`k.v`' in
cxselect -e 'u.id == 8' in

# Sets see the fields made before them; replacing keeps the place.
printf '%s\n' '{"a":2,"b":"x"}' '{"b":null}' > in
cxselect --set 'c=a*2' --set 'd=c+1' --set 'b=upper(b)' in
cxselect --set 'a=1' --set 'a=a+1' in
cxselect --fields d,b --set 'd=a/4' in

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

#> { "b" : 1.50 , "a":"\u0041\/","c":[1, 2],"b":2e0 }
#> {"b":1.50,"a":"\u0041\/","c":[1, 2],"b":2e0,"n":1}
#> {"b":1.50,"a":"\u0041\/","b":2e0}
#> {"b":1.50,"x":"\u0041\/","c":[1, 2],"b":2e0}
#> # s >= 500
#> {"s":500}
#> {"s":"503"}
#> # !(s >= 500)
#> {"s":200}
#> # s == null
#> # exists(s)
#> {"s":200}
#> {"s":500}
#> {"s":"503"}
#> {"s":true}
#> # !exists(s)
#> {"s":null}
#> {}
#> # s in [200, 503]
#> {"s":200}
#> {"s":"503"}
#> # s == "200"
#> {"s":200}
#> # s != 200
#> {"s":500}
#> {"s":"503"}
#> {"s":true}
#> # s =~ "^5"
#> {"s":500}
#> {"s":"503"}
#> # s || true
#> {"s":200}
#> {"s":500}
#> {"s":"503"}
#> {"s":null}
#> {}
#> {"s":true}
#> {"i":0,"a":[0,0.5]}
#> {"i":1,"a":[1,1.5]}
#> {"i":2,"a":[2,2.5]}
#> {"i":999}
#> {"i":1999}
#> {"i":0,"a":0}
#> {"i":0,"a":0.5}
#> {"i":1,"a":1}
#> 2810503262 60
#> 2810503262 60
#> {"i":1}
#> {"i":1}
#> 100000
#> {"u.id":7,"u.n.x":"y","k.v":1}
#> {"k.v":1}
#> {"a":2,"b":"X","c":4,"d":5}
#> {"b":null,"c":null,"d":null}
#> {"a":2,"b":"x"}
#> {"b":null,"a":2}
#> {"d":0.5,"b":"x"}
#> {"d":null,"b":null}
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
#2> cxselect: --where, column 3: a comparison with null is never true, write exists(x) or !exists(x)
#2>   s == null
#2>     ^
#2> cxselect: no record had a field 'nosuch'
#2> cxselect: no record had a field 'nosuch'
#2> cxselect: no record had a field 'nosuch'
