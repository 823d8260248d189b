# --strict stops a fold before anything is written; without it the results are complete for the rest.
printf '{"k":1}\n{"k":2}\noops\n{"k":3}\n' > in
cxstat --strict -b k 'count()' in; echo "[$?]"
echo old > out
cxstat --strict -o out -b k 'count()' in; echo "[$?]"; cat out
cxstat -o out -b k 'count()' in; echo "[$?]"; cat out
cxstat --max-bad 1 -b k 'count()' in; echo "[$?]"
