# Messages never end up in a file that took the number of a closed standard error.
printf '{"a":1}\nbad\n' > in
cxselect --max-bad 1 -o out --rejects rejects in 2>&-; echo "[$?]"
cat out rejects
cxselect nowhere 2>&-; echo "[$?]"
