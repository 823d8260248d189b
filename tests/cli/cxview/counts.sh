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
