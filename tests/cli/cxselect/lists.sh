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

#> --fields 'a,': status 2
#> --drop 'a,': status 2
#> cxview --fields 'a,': status 2
#> cxview --label 'a,': status 2
#> cxview --sort 'a,': status 2
#> cxparse: status 2
#> --fields ',a': status 2
#> --drop ',a': status 2
#> cxview --fields ',a': status 2
#> cxview --label ',a': status 2
#> cxview --sort ',a': status 2
#> cxparse: status 2
#> --fields 'a,,b': status 2
#> --drop 'a,,b': status 2
#> cxview --fields 'a,,b': status 2
#> cxview --label 'a,,b': status 2
#> cxview --sort 'a,,b': status 2
#> cxparse: status 2
#> --fields ' ': status 2
#> --drop ' ': status 2
#> cxview --fields ' ': status 2
#> cxview --label ' ': status 2
#> cxview --sort ' ': status 2
#> cxparse: status 2
#> --fields '': status 2
#> --drop '': status 2
#> cxview --fields '': status 2
#> cxview --label '': status 2
#> cxview --sort '': status 2
#> cxparse: status 2
#> {"x.y":8,"a":1}
#> {"a":1,"b":{"c":2,"d":{"e":5}},"x.y":1,"x":{"y":8,"z":9},"z":1,"w":9}
#> {"b.c":9,"z":10,"b":{"c":2,"d":{"e":5}}}
#> {"z":7,"q.d":{"e":5}}
#> {"b":1}
#> {"b.c":1}
#> {"b.c":1}
#2> cxselect: --fields: expected a,b, one of the names is empty
#2> try 'cxselect --help'
#2> cxselect: --drop: expected a,b, one of the names is empty
#2> try 'cxselect --help'
#2> cxview: --fields: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --label: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --sort: no record has a field ''
#2> try 'cxview --help'
#2> cxparse: --fields: expected a,b, one of the names is empty
#2> try 'cxparse --help'
#2> cxselect: --fields: expected a,b, one of the names is empty
#2> try 'cxselect --help'
#2> cxselect: --drop: expected a,b, one of the names is empty
#2> try 'cxselect --help'
#2> cxview: --fields: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --label: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --sort: no record has a field ''
#2> try 'cxview --help'
#2> cxparse: --fields: expected a,b, one of the names is empty
#2> try 'cxparse --help'
#2> cxselect: --fields: expected a,b, one of the names is empty
#2> try 'cxselect --help'
#2> cxselect: --drop: expected a,b, one of the names is empty
#2> try 'cxselect --help'
#2> cxview: --fields: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --label: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --sort: no record has a field ''
#2> try 'cxview --help'
#2> cxparse: --fields: expected a,b, one of the names is empty
#2> try 'cxparse --help'
#2> cxselect: --fields: expected a,b, one of the names is empty
#2> try 'cxselect --help'
#2> cxselect: --drop: expected a,b, one of the names is empty
#2> try 'cxselect --help'
#2> cxview: --fields: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --label: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --sort: no record has a field ''
#2> try 'cxview --help'
#2> cxparse: --fields: expected a,b, one of the names is empty
#2> try 'cxparse --help'
#2> cxselect: --fields: expected a,b, got ''
#2> try 'cxselect --help'
#2> cxselect: --drop: expected a,b, got ''
#2> try 'cxselect --help'
#2> cxview: --fields: expected a,b, got ''
#2> try 'cxview --help'
#2> cxview: --label: expected a,b, got ''
#2> try 'cxview --help'
#2> cxview: --sort: expected a,-b, got ''
#2> try 'cxview --help'
#2> cxparse: --fields: expected a,b, got ''
#2> try 'cxparse --help'
