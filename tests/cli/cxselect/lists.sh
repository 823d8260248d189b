# An empty name in a list is none, at its end as well; no name at all is refused too.
echo '{"a":1,"b":{"c":2,"d":{"e":5}},"x.y":7,"x":{"y":8,"z":9}}' > in
for list in 'a,' ',a' 'a,,b' ' ' ''; do
	for o in fields drop; do
		cxselect --$o "$list" in
		echo "--$o '$list': status $?"
	done
	for o in fields label sort; do
		cxview --$o "$list" in
		echo "cxview --$o '$list': status $?"
	done
	cxparse -f json --fields "$list" in
	echo "cxparse: status $?"
done
# A field is written once, whatever it is called.
cxselect --fields 'x.y,`x.y`,a,a' in
# --set makes a field of that name, dots and all; who comes later reads it, and what is below it.
cxselect --set x.y=1 --set z=x.y --set w=x.z in
cxselect --set b.c=9 --set 'z=b.c + 1' --fields b.c,z,b in
cxselect --set q=b --set 'z=q.d.e + q.c' --fields z,q.d in
cxselect --set b=1 --set z=b.c --fields b,z,b.c in
cxselect --set b.c=1 in | cxselect --fields b.c
cxselect --set b.c=1 --fields b.c in
