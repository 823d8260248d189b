# A missing file is found before anything is written.
echo '{"a":1}' > a
cxselect a nowhere
