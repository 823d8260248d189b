# Columns in order of appearance; absent cells; numbers to the right; wide and combining characters.
printf '%s\n' '{"a":1,"b":"x"}' '{"c":true,"a":-20.5}' '{"b":null,"d":{"e":1},"a":1e3}' '{"b":"日本","a":12345678901234567890}' '{"b":"é","a":"text"}' > in
cxview in
head -n 4 in | cxview
head -n 4 in | cxview --as md
head -n 4 in | cxview --as csv
cxview --as json in
cxview --fields b,a in
# Digits: three of the least value that are not zero, at most six behind the point.
printf '%s\n' '{"whole":1,"half":0.5,"small":0.000012,"mixed":1234.5678,"big":1e20}' '{"whole":20000,"half":3,"small":1.5,"mixed":0.25,"big":1}' | cxview
echo '{}' | cxview; echo "[$?]"
printf '{}\n{"a":1}\n{}\n' | cxview
printf '{}\n{"a":1}\n{}\n' | cxview --as csv
