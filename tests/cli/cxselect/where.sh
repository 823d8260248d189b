# Unknown is not true, and its negation is not true either.
printf '%s\n' '{"s":200}' '{"s":500}' '{"s":"503"}' '{"s":null}' '{}' '{"s":true}' > in
for e in 's >= 500' '!(s >= 500)' 's == null' 'exists(s)' '!exists(s)' 's in [200, 503]' 's == "200"' 's != 200' 's =~ "^5"' 's || true'; do
	echo "# $e"
	cxselect -e "$e" in
done

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
#2> cxselect: --where, column 3: a comparison with null is never true, write exists(x) or !exists(x)
#2>   s == null
#2>     ^
