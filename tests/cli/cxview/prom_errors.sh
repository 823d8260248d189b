# What the textfile collector would refuse is an error, and nothing is written.
printf '%s\n' '{"status":200,"n":5}' '{"status":500,"n":1}' > keys
cxview --as prom keys; echo "[$?]"
cxview --as prom --label status keys
cxview --as prom -o out keys; echo "[$?]"; test -e out || echo none
printf '%s\n' '{"k":"","n":1}' '{"k":null,"n":2}' | cxview --as prom
echo '{"a-b":1,"a_b":2}' > names
cxview --as prom names; echo "[$?]"
cxview --as prom --fields a-b names
echo '{"a-b":"x","a_b":"y","n":1}' | cxview --as prom; echo "[$?]"
