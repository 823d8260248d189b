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

#> a                     b     c     d
#> 1                     x     -     -
#> -20.5                 -     true  -
#> 1e3                   -     -     {"e":1}
#> 12345678901234567890  日本  -     -
#> text                  é     -     -
#>                          a  b     c     d
#>                        1.0  x     -     -
#>                      -20.5  -     true  -
#>                    1,000.0  -     -     {"e":1}
#> 12,345,678,901,234,567,890  日本  -     -
#> | a | b | c | d |
#> | ---: | --- | --- | --- |
#> | 1.0 | x | - | - |
#> | -20.5 | - | true | - |
#> | 1,000.0 | - | - | {"e":1} |
#> | 12,345,678,901,234,567,890 | 日本 | - | - |
#> a,b,c,d
#> 1,x,,
#> -20.5,,true,
#> 1e3,,,"{""e"":1}"
#> 12345678901234567890,日本,,
#> {"a":1,"b":"x"}
#> {"a":-20.5,"c":true}
#> {"a":1e3,"b":null,"d":{"e":1}}
#> {"a":12345678901234567890,"b":"日本"}
#> {"a":"text","b":"é"}
#> b     a
#> x     1
#> -     -20.5
#> -     1e3
#> 日本  12345678901234567890
#> é     text
#> whole  half     small     mixed   big
#>     1   0.5  0.000012  1234.568  1e20
#> 20000   3.0  1.500000     0.250     1
#> [0]
#> a
#> -
#> 1
#> -
#> a
#> ""
#> 1
#> ""
