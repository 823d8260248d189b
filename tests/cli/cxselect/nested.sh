printf '%s\n' '{"u":{"id":7,"n":{"x":"y"}},"k.v":1}' > in
cxselect --fields u.id,u.n.x,k.v in
cxselect -e 'u.n.x == "y"' --fields '`k.v`' in
cxselect -e 'u.id == 8' in

#> {"u.id":7,"u.n.x":"y","k.v":1}
#> {"k.v":1}
