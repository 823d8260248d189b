# -o replaces the file only when all went well.
echo old > out
echo '{"a":1' | cxselect --strict -o out
echo "status $?"
cat out
echo '{"a":1}' | cxselect -o out
cat out
ls
