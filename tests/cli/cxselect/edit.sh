# The order is explode, set, drop, rename; then --fields chooses.  What is not touched passes as it is.
printf '%s\n' '{"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2}' '{"c":{"d":7}}' '{"b":null,"z":[]}' > in
try() {
	echo "\$ cxselect $*"
	cxselect "$@" in
}
try --drop b,c
try --drop b --drop c
try --drop a
try --drop ' a , b '
try --drop c.d
try --rename x=a
try --rename b=a --rename a=b
try --rename 'new name=b'
try --rename '`a`=b'
try --set 'b="new"'
try --set 'n=a + 1' --set 'm=n * 2' --drop n
try --set 'n=1' --rename m=n
try --set 'x=c.d'
try --set 'x=c'
try --set 'x=null'
try --set 'x=nosuch'
try --set 'c.d=1'
try --set 'e=exists(b)' --set 't=b'
try --set 'd=1' --drop d
try --fields b,a
try --fields c.d,c.e
try --fields 'c, b , nosuch'
try --fields a,a
try --fields x,b --set 'x=1'
try --explode c.d --fields c.d
try --explode c --fields c
try --explode z

# One record per element; an empty array gives none; what is no array passes.
printf '%s\n' '{"i":1,"a":["x",{"y":2},[3],null,"\u00e9",1.0]}' '{"i":2,"a":[]}' '{"i":3,"a":"no"}' '{"i":4}' > in
cxselect --explode a in
cxselect --explode a --fields i,y --set 'y=a' in
cxselect --explode a -e 'i == 1' --set 'n=exists(a)' --drop a in
cxselect --explode a --rename b=a --head 2 in
cxselect --explode a --head 3 in | wc -l
echo '{"o":{"l":[1,2]},"k":1}' > deep
cxselect --explode o.l --fields k,o.l deep
cxselect --explode o.l --set 'l=o.l + 1' --fields k,l deep
cxselect --explode o.l deep
cxselect --explode '`o.l`' deep
# Below the array are the members of its elements; of what is no array those it has.
printf '%s\n' '{"i":1,"a":[{"x":1,"y":{"z":"u"}},{"x":2},7,null]}' '{"i":2,"a":{"x":3}}' '{"i":3}' > objects
cxselect --explode a --fields i,a.x,a.y.z objects
cxselect --explode a --set 'x = a.x + 1' --set 'z = upper(a.y.z)' --drop a objects
cxselect --explode a --for 'sum(a.x)' --framed objects | cxstat 'sum(a.x), n = count()'
echo '{"o":{"l":[{"m":1},{"m":2}]}}' | cxselect --explode o.l --fields o.l.m
cxselect --explode a --set 'a = i' --fields i,a objects
cxselect --explode a -e 'a.x > 1' objects
cxselect --explode a --fields i objects | cxselect --unique i --explode b --fields i,b.x

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

# An interval follows its value through arithmetic with constants; else that is said.
echo '{"kind":"stat","e":0.1,"e_lo":0.05,"e_hi":0.2,"e_n":40}' > result
for s in 'e=e*100' 'e=1-e' 'pct=100*e' 'e=(e+1)/2' 'e=-e' 'e=e/(2*5)-1' 'e=100/e' 'e=2/(1+e)' 'e=e*e' 'e=round(e)' 'e=e'; do
	echo "$ --set $s"
	cxselect --set "$s" result 2>&1
done
cxselect --set 'e=e*100' --set 'e=e+1' --fields e,e_lo,e_hi result
cxselect --set 'e=e*100' --set 'e_lo=e_lo*100' result
echo '{"e":0.1,"e_lo":null,"e_hi":0.2}' | cxselect --set 'e=1-e'

#> $ cxselect --drop b,c
#> {"a":1.0,"a":2}
#> {}
#> {"z":[]}
#> $ cxselect --drop b --drop c
#> {"a":1.0,"a":2}
#> {}
#> {"z":[]}
#> $ cxselect --drop a
#> {"b":"x\u0041","c":{"d":[1, 2],"e":null}}
#> {"c":{"d":7}}
#> {"b":null,"z":[]}
#> $ cxselect --drop  a , b 
#> {"c":{"d":[1, 2],"e":null}}
#> {"c":{"d":7}}
#> {"z":[]}
#> $ cxselect --drop c.d
#> {"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2}
#> {"c":{"d":7}}
#> {"b":null,"z":[]}
#> $ cxselect --rename x=a
#> {"x":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"x":2}
#> {"c":{"d":7}}
#> {"b":null,"z":[]}
#> $ cxselect --rename b=a --rename a=b
#> {"b":1.0,"a":"x\u0041","c":{"d":[1, 2],"e":null},"b":2}
#> {"c":{"d":7}}
#> {"a":null,"z":[]}
#> $ cxselect --rename new name=b
#> {"a":1.0,"new name":"x\u0041","c":{"d":[1, 2],"e":null},"a":2}
#> {"c":{"d":7}}
#> {"new name":null,"z":[]}
#> $ cxselect --rename `a`=b
#> {"a":"x\u0041","c":{"d":[1, 2],"e":null}}
#> {"c":{"d":7}}
#> {"a":null,"z":[]}
#> $ cxselect --set b="new"
#> {"a":1.0,"b":"new","c":{"d":[1, 2],"e":null},"a":2}
#> {"c":{"d":7},"b":"new"}
#> {"b":"new","z":[]}
#> $ cxselect --set n=a + 1 --set m=n * 2 --drop n
#> {"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2,"m":6}
#> {"c":{"d":7},"m":null}
#> {"b":null,"z":[],"m":null}
#> $ cxselect --set n=1 --rename m=n
#> {"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2,"m":1}
#> {"c":{"d":7},"m":1}
#> {"b":null,"z":[],"m":1}
#> $ cxselect --set x=c.d
#> {"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2,"x":[1, 2]}
#> {"c":{"d":7},"x":7}
#> {"b":null,"z":[]}
#> $ cxselect --set x=c
#> {"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2,"x":{"d":[1, 2],"e":null}}
#> {"c":{"d":7},"x":{"d":7}}
#> {"b":null,"z":[]}
#> $ cxselect --set x=null
#> {"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2,"x":null}
#> {"c":{"d":7},"x":null}
#> {"b":null,"z":[],"x":null}
#> $ cxselect --set x=nosuch
#> {"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2}
#> {"c":{"d":7}}
#> {"b":null,"z":[]}
#> $ cxselect --set c.d=1
#> {"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2,"c.d":1}
#> {"c":{"d":7},"c.d":1}
#> {"b":null,"z":[],"c.d":1}
#> $ cxselect --set e=exists(b) --set t=b
#> {"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2,"e":true,"t":"x\u0041"}
#> {"c":{"d":7},"e":false}
#> {"b":null,"z":[],"e":false,"t":null}
#> $ cxselect --set d=1 --drop d
#> {"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2}
#> {"c":{"d":7}}
#> {"b":null,"z":[]}
#> $ cxselect --fields b,a
#> {"b":"x\u0041","a":2}
#> {}
#> {"b":null}
#> $ cxselect --fields c.d,c.e
#> {"c.d":[1, 2],"c.e":null}
#> {"c.d":7}
#> {}
#> $ cxselect --fields c, b , nosuch
#> {"c":{"d":[1, 2],"e":null},"b":"x\u0041"}
#> {"c":{"d":7}}
#> {"b":null}
#> $ cxselect --fields a,a
#> {"a":2}
#> {}
#> {}
#> $ cxselect --fields x,b --set x=1
#> {"x":1,"b":"x\u0041"}
#> {"x":1}
#> {"x":1,"b":null}
#> $ cxselect --explode c.d --fields c.d
#> {"c.d":1}
#> {"c.d":2}
#> {"c.d":7}
#> {}
#> $ cxselect --explode c --fields c
#> {"c":{"d":[1, 2],"e":null}}
#> {"c":{"d":7}}
#> {}
#> $ cxselect --explode z
#> {"a":1.0,"b":"x\u0041","c":{"d":[1, 2],"e":null},"a":2}
#> {"c":{"d":7}}
#> {"i":1,"a":"x"}
#> {"i":1,"a":{"y":2}}
#> {"i":1,"a":[3]}
#> {"i":1,"a":null}
#> {"i":1,"a":"\u00e9"}
#> {"i":1,"a":1.0}
#> {"i":3,"a":"no"}
#> {"i":4}
#> {"i":1,"y":"x"}
#> {"i":1,"y":{"y":2}}
#> {"i":1,"y":[3]}
#> {"i":1,"y":null}
#> {"i":1,"y":"\u00e9"}
#> {"i":1,"y":1.0}
#> {"i":3,"y":"no"}
#> {"i":4}
#> {"i":1,"n":true}
#> {"i":1,"n":true}
#> {"i":1,"n":true}
#> {"i":1,"n":false}
#> {"i":1,"n":true}
#> {"i":1,"n":true}
#> {"i":1,"b":"x"}
#> {"i":1,"b":{"y":2}}
#> 3
#> {"k":1,"o.l":1}
#> {"k":1,"o.l":2}
#> {"k":1,"l":2}
#> {"k":1,"l":3}
#> {"o":{"l":[1,2]},"k":1}
#> {"i":1,"a.x":1,"a.y.z":"u"}
#> {"i":1,"a.x":2}
#> {"i":1}
#> {"i":1}
#> {"i":2,"a.x":3}
#> {"i":3}
#> {"i":1,"x":2,"z":"U"}
#> {"i":1,"x":3,"z":null}
#> {"i":1,"x":null,"z":null}
#> {"i":1,"x":null,"z":null}
#> {"i":2,"x":4,"z":null}
#> {"i":3,"x":null,"z":null}
#> {"kind":"stat","sum_a_x":6,"n":6}
#> {"o.l.m":1}
#> {"o.l.m":2}
#> {"i":1,"a":1}
#> {"i":1,"a":1}
#> {"i":1,"a":1}
#> {"i":1,"a":1}
#> {"i":2,"a":2}
#> {"i":3,"a":3}
#> {"i":1}
#> {"i":2}
#> {"i":3}
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
#> $ --set e=e*100
#> {"kind":"stat","e":10,"e_lo":5,"e_hi":20,"e_n":40}
#> $ --set e=1-e
#> {"kind":"stat","e":0.9,"e_lo":0.8,"e_hi":0.95,"e_n":40}
#> $ --set pct=100*e
#> {"kind":"stat","e":0.1,"e_lo":0.05,"e_hi":0.2,"e_n":40,"pct":10,"pct_lo":5,"pct_hi":20}
#> $ --set e=(e+1)/2
#> {"kind":"stat","e":0.55,"e_lo":0.525,"e_hi":0.6,"e_n":40}
#> $ --set e=-e
#> {"kind":"stat","e":-0.1,"e_lo":-0.2,"e_hi":-0.05,"e_n":40}
#> $ --set e=e/(2*5)-1
#> {"kind":"stat","e":-0.99,"e_lo":-0.995,"e_hi":-0.98,"e_n":40}
#> $ --set e=100/e
#> {"kind":"stat","e":1000,"e_lo":0.05,"e_hi":0.2,"e_n":40}
#> cxselect: --set e: the interval e_lo, e_hi stays as it was; it follows where one field is added to or multiplied by constants
#> $ --set e=2/(1+e)
#> {"kind":"stat","e":1.8181818181818181,"e_lo":0.05,"e_hi":0.2,"e_n":40}
#> cxselect: --set e: the interval e_lo, e_hi stays as it was; it follows where one field is added to or multiplied by constants
#> $ --set e=e*e
#> {"kind":"stat","e":0.010000000000000002,"e_lo":0.05,"e_hi":0.2,"e_n":40}
#> cxselect: --set e: the interval e_lo, e_hi stays as it was; it follows where one field is added to or multiplied by constants
#> $ --set e=round(e)
#> {"kind":"stat","e":0,"e_lo":0.05,"e_hi":0.2,"e_n":40}
#> cxselect: --set e: the interval e_lo, e_hi stays as it was; it follows where one field is added to or multiplied by constants
#> $ --set e=e
#> {"kind":"stat","e":0.1,"e_lo":0.05,"e_hi":0.2,"e_n":40}
#> {"e":11,"e_lo":6,"e_hi":21}
#> {"kind":"stat","e":10,"e_lo":5,"e_hi":0.2,"e_n":40}
#> {"e":0.9,"e_lo":0.8,"e_hi":null}
#2> cxselect: no record had a field 'nosuch'
#2> cxselect: no record had a field 'nosuch'
#2> cxselect: --explode: 'o.l' is inside another field: say with --fields what is to be written
#2> try 'cxselect --help'
#2> cxselect: no record had a field '`o.l`'
#2> cxselect: no record had a field 'timestamp'
#2> cxselect: 'a.x' is a member of the elements that --explode makes records of at last: choose by it with a second cxselect
#2> try 'cxselect --help'
#2> cxselect: no record had a field 'b'
#2> cxselect: 3 of 6 records left out: their key was there before
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
