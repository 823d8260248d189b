# 1 of 3 is more than 1 %, not more than 50 %, not more than 1.
printf '{"a":1}\nbad\n{"a":3}\n' > in
cxselect in > /dev/null; echo $?
cxselect --max-bad 50% in > /dev/null 2>&1; echo $?
cxselect --max-bad 1 in > /dev/null 2>&1; echo $?
cxselect --max-bad 0 in > /dev/null 2>&1; echo $?
cxselect --strict in; echo $?

#> 4
#> 0
#> 0
#> 4
#> {"a":1}
#> 2
#2> cxselect: in:2:1: expected an object, found 'b'
#2> cxselect: 1 of 3 records rejected (33.3%), more than --max-bad allows
#2> cxselect: in:2:1: expected an object, found 'b'
