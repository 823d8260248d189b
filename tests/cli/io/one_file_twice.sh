# Results and rejects cannot be one file; it stays as it was.
echo old > file
echo bad | cxselect -o file --rejects file
echo "status $?"
cat file

#> status 2
#> old
#2> cxselect: --output and --rejects are one file: 'file'
#2> try 'cxselect --help'
