# The file that -o replaces keeps its mode; a link stays a link; input and output may be one file.
echo '{"a":1}' > in
echo old > out
chmod 640 out
cxselect -o out in
cat out
ls -l out | cut -c 1-10
ln -s target link
cxselect -o link in
cat target
[ -L link ] && echo 'still a link'
cxselect --set b=2 -o in in
cat in
mkfifo pipe
cat pipe &
cxselect -o pipe in
wait
ls
