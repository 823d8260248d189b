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
#2> cxselect: --explode: 'o.l' is inside another field: say with --fields what is to be written
#2> try 'cxselect --help'
#2> cxselect: no record had a field '`o.l`'
#2> cxselect: no record had a field 'timestamp'
#2> cxselect: 'a.x' is a member of the elements that --explode makes records of at last: choose by it with a second cxselect
#2> try 'cxselect --help'
#2> cxselect: no record had a field 'b'
#2> cxselect: 3 of 6 records left out: their key was there before
