# Text from outside: no escape reaches a terminal, no formula a spreadsheet, no markup a page.
printf '%s\n' '{"k":"=1+2","v":1}' '{"k":"+x","v":-2}' '{"k":"-1","v":3}' '{"k":"@a\"b,c","v":4}' '{"k":"\u001b[31mred\u0007","v":5}' '{"k":"a\tb\nc\\","v":6}' '{"k":"a|b<script>*x*","v":7}' '{"k":"\u202eabc","v":8}' > in
cxview in
cxview --as csv in
cxview --as tsv in
cxview --as md in
cxview --as prom in
