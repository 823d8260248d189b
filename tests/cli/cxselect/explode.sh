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
