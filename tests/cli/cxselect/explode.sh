printf '%s\n' '{"i":1,"a":["x",{"y":2},[3]]}' '{"i":2,"a":[]}' '{"i":3,"a":"no"}' '{"i":4}' > in
cxselect --explode a in
cxselect --explode a --fields i,y --set 'y=a' in
