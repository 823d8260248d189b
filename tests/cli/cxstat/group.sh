# Keys keep their kind: null, numbers by value, strings by text, in that order.
printf '%s\n' '{"k":"b","x":1}' '{"k":"a","x":2}' '{"k":1.0,"x":3}' '{"k":1,"x":4}' '{"x":5}' '{"k":"\u0061","x":6}' '{"k":"1","x":7}' '{"k":true}' > in
cxstat -b k 'n = count(), s = sum(x)' --no-ci in
cxstat -b 'key = lower(k), x > 3' 'n = count()' in
cxstat -b 'k' --totals 'n = count(), s = sum(x)' in
