# Ceilings, and what cannot be drafted from.
awk 'BEGIN { for (i = 0; i <= 1000; i++) printf "{\"event_name\":\"e%d\"}\n", i }' > names
head -1000 names | cxcheck --infer | wc -l | tr -d ' '
cxcheck --infer names
echo "status $?"
cxcheck --infer -j2 names names 2>&1 | sed 's/.*more/more/'
awk 'BEGIN { for (i = 0; i <= 100; i++) { printf "{\"event_name\":\"e%d\"", i; for (k = 0; k < 199; k++) printf ",\"k%d\":0", k; print "}" } }' > wide
cxcheck --infer wide
echo "status $?"
# More names than an object may have are data.
awk 'BEGIN { for (i = 0; i <= 300; i++) printf "{\"id\":%d,\"by\":{\"k%d\":%d}}\n", i, i, i }' | cxcheck --infer 2>/dev/null | tail -n +6
# Lines that are no events are rejected; the draft is from the others.
printf '%s\n' '{"event_name":"a","n":1}' '{"event_name":"a","n":' '[1]' '' '{"event_name":"a","n":2}' > odd
cxcheck --infer --max-bad 3 odd | tail -n +6
printf '' | cxcheck --infer
echo "status $?"
printf '{}\n{"a":1}\n' | cxcheck --infer 2>/dev/null | tail -n +6
# A name that is too long, or none: such events tell only what is common.
{ printf '{"event_name":"%0201d","n":1}\n{"event_name":null,"n":"x"}\n' 7; echo '{"event_name":"a","n":1}'; } > few
cxcheck --infer few | tee plan | tail -n +6
cxcheck plan few | wc -l | tr -d ' '
