# 1 of 3 is more than 1 %, not more than 50 %, not more than 1.
printf '{"a":1}\nbad\n{"a":3}\n' > in
cxselect in > /dev/null; echo $?
cxselect --max-bad 50% in > /dev/null 2>&1; echo $?
cxselect --max-bad 1 in > /dev/null 2>&1; echo $?
cxselect --max-bad 0 in > /dev/null 2>&1; echo $?
cxselect --strict in; echo $?
