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
#2> cxselect: --explode: 'o.l' is inside another field: say with --fields what is to be written
#2> try 'cxselect --help'
#2> cxselect: no record had a field '`o.l`'
