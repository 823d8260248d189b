# Messages never end up in a file that took the number of a closed standard error.
printf '{"a":1}\nbad\n' > in
cxselect --max-bad 1 -o out --rejects rejects in 2>&-; echo "[$?]"
cat out rejects
cxselect nowhere 2>&-; echo "[$?]"

#> [0]
#> {"a":1}
#> {"kind":"reject","source":"in","line":2,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> [2]
