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
#2> cxselect: no record had a field 'nosuch'
#2> cxselect: no record had a field 'nosuch'
