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
