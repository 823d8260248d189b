# Results and rejects cannot be one file; it stays as it was.
echo old > file
echo bad | cxselect -o file --rejects file
echo "status $?"
cat file
