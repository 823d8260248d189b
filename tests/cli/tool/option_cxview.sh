# Every option of cxview changes what comes out.
. "$TOP/tests/cli/option.inc"
printf '%s\n' '{"k":"a","s":1,"e":0.25,"e_lo":0.1,"e_hi":0.5}' '{"k":"c","s":3,"e":0.5,"e_lo":0.3,"e_hi":0.7}' \
    '{"k":"b","s":2,"e":null,"e_lo":null,"e_hi":null}' > in
echo 'bad' > bad

change '--as csv' 'cxview @ in'
change '--as tsv' 'cxview @ in'
change '--as md' 'cxview @ in'
change '--as prom' 'cxview @ in'
change '--as json' 'cxview @ in'
change '--fields e,k' 'cxview @ in'
change '--label s' 'cxview --as prom @ in'
change '--sort k' 'cxview @ in'
change '--sort -e,k' 'cxview @ in'
change '--pivot k:s' 'cxview @ in'
change '--top 1' 'cxview @ in'
change '--color always' 'cxview @ in'
change '--plots always' 'cxview @ in'
change '-o out' 'cxview @ in; cat out'
change '--output out' 'cxview @ in; cat out'
change '--rejects out' 'cxview @ bad; cat out'
change '--max-bad 1' 'cxview @ bad; echo $?'
change '--strict' 'cxview @ bad in'
change '--max-line 256' "printf '{\"a\":\"%0300d\"}\n' 1 | cxview --as json @"
change '-h' 'cxview @ in | head -n 1'
change '--help' 'cxview @ in | head -n 1'
change '--version' 'cxview @ in | cut -c 1-16'
untried cxview
