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
