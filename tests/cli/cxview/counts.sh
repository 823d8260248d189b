# A count is shown once: not where another column has the same numbers.
printf '%s\n' '{"k":"a","n":5,"x":0.5,"x_n":5}' '{"k":"b","n":6,"x":0.5,"x_n":6}' | cxview
printf '%s\n' '{"k":"a","hits":5,"x":0.5,"x_n":5,"y":1,"y_n":4}' '{"k":"b","hits":6,"x":0.5,"x_n":6,"y":2,"y_n":4}' | cxview
printf '%s\n' '{"k":"a","x":0.5,"x_n":5,"y":3,"y_n":5,"z":1,"z_n":3}' '{"k":"b","x":0.5,"x_n":6,"y":3,"y_n":6,"z":1,"z_n":3}' | cxview
printf '%s\n' '{"k":"a","x":0.5,"x_n":5,"y":3,"y_n":5}' '{"k":"b","x":0.5,"x_n":6,"y":null,"y_n":null}' > one
cxview one
cxview --sort -n one
cxview --fields x,n one
# One row proves nothing about other columns, unless they are called n.
echo '{"users":5,"x":0.5,"x_n":5}' | cxview
echo '{"n":5,"x":0.5,"x_n":5}' | cxview
echo '{"n":4,"x":0.5,"x_n":5}' | cxview

#> k  n    x
#> a  5  0.5
#> b  6  0.5
#> k  hits    x  y  y_n
#> a     5  0.5  1    4
#> b     6  0.5  2    4
#> k    x  x_n  y  z  z_n
#> a  0.5    5  3  1    3
#> b  0.5    6  3  1    3
#> k    x  n  y
#> a  0.5  5  3
#> b  0.5  6  -
#> k    x  n  y
#> b  0.5  6  -
#> a  0.5  5  3
#>   x  x_n
#> 0.5    5
#> 0.5    6
#> users    x  n
#>     5  0.5  5
#> n    x
#> 5  0.5
#> n    x  x_n
#> 4  0.5    5
