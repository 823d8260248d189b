# What --fields names is shown as it is called; an interval goes along unless an end is named.
echo '{"kind":"stat","x":1.5,"x_lo":0.5,"x_hi":2.5,"x_n":3,"x_method":"hll","y":2}' > in
for f in x x_lo x,x_lo x_hi,x_lo,x x,x_n kind,x_method,x y,y; do
	echo "# $f"
	cxview --fields $f in
	cxview --fields $f --as csv in
done
cxview --fields x_low in
cxview --fields , in
cxview --sort ,y in
cxselect --fields a.b,c > nested <<'N'
{"a":{"b":1},"c":2}
N
cxview --fields a.b nested
echo '{"a":{"b":1}}' | cxview --fields a.b
# A value that is not between them was computed anew: they are no interval of it.
cxselect --set 'x = 100 * x' in | cxview

#> # x
#>              x
#> 1.5 [0.5, 2.5]
#> x: hll
#> x,x_lo,x_hi
#> 1.5,0.5,2.5
#> # x_lo
#> x_lo
#>  0.5
#> x_lo
#> 0.5
#> # x,x_lo
#>   x  x_lo
#> 1.5   0.5
#> x: hll
#> x,x_lo
#> 1.5,0.5
#> # x_hi,x_lo,x
#> x_hi  x_lo    x
#>  2.5   0.5  1.5
#> x: hll
#> x_hi,x_lo,x
#> 2.5,0.5,1.5
#> # x,x_n
#>              x  x_n
#> 1.5 [0.5, 2.5]    3
#> x: hll
#> x,x_lo,x_hi,x_n
#> 1.5,0.5,2.5,3
#> # kind,x_method,x
#> kind  x_method               x
#> stat  hll       1.5 [0.5, 2.5]
#> kind,x_method,x,x_lo,x_hi
#> stat,hll,1.5,0.5,2.5
#> # y,y
#> y
#> 2
#> y
#> 2
#> a.b
#>   1
#>   x  x_lo  x_hi  n  y
#> 150   0.5   2.5  3  2
#> x: hll
#2> cxview: --fields: no record has a field 'x_low' (did you mean 'x_lo'?)
#2> try 'cxview --help'
#2> cxview: --fields: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --sort: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --fields: a member of a field is no column: cxselect --fields a.b makes it one
#2> try 'cxview --help'
