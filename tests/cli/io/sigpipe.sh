# A reader that leaves early ends the filter quietly.
(i=0; while [ $i -lt 20000 ]; do echo '{"a":"some text to fill the pipe with"}'; i=$((i + 1)); done) > in
cxselect in | head -n 1

#> {"a":"some text to fill the pipe with"}
