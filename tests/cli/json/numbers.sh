# Sums are exact, integers keep their digits, strings of digits are numbers.
printf '{"x":0.1}\n{"x":"0.2"}\n{"x":1e400}\n{"x":9007199254740993}\n{"x":null}\n{}\n' |
	cxstat --no-ci 'sum(x), max(x), count()'

#> {"kind":"stat","sum_x":9007199254740993.3,"sum_x_bad":1,"max_x":9007199254740993,"max_x_bad":1,"count":6}
