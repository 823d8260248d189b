# What --resume does not go on from, and places that are none: refused before anything is read.
say() { "$@"; echo "status $?"; }
echo '{"a":1}' > log; echo 'a,b' > log.csv; echo 'common: {"type":"object"}' > plan; mkdir out
cxselect --framed log > frames
echo '# options that do not go with it'
say cxselect --resume p log
say cxselect --resume p -o plain log
say cxselect --resume p -o no/ log
say cxselect --resume p -o out/ --at-least-once log
say cxselect --resume p -o out/ --rejects bad log
say cxselect --resume p -o out/ --rejects ./out log
say cxselect --resume p -o out/ --rejects p log
say cxselect --wait log
say cxselect --at-least-once log
say cxselect --resume p -o out/ --head 1 log
say cxselect --resume p -o out/ --unique a --state s log
say cxparse -f common --resume p -o out/ --framed log
say cxassign --resume p -o out/ --audit log
say cxanomaly --resume p --state s a log
say cxcheck --resume p --emit github -o out/ plan log
echo '# input'
say cxselect --resume p -o out/
say cxselect --resume p -o out/ -
say cxselect --resume - -o out/ log
say cxselect --resume out -o out/ log
say cxselect --resume p -o out/ none
say cxstat --resume none/p 'count()' log
say cxselect --resume p -o out/ out
say cxselect --resume p -o out/ frames
say cxparse -f syslog+csv --resume p -o out/ log.csv
ls -A
echo '# places'
damaged() { printf '%s\n' "$1" > p; say cxselect --resume p -o out/ log; }
cxselect --resume good -o out/ log; rm out/*
place=$(cat good)
damaged ''
damaged 'no JSON'
damaged '{"kind":"place"}'
damaged "$(echo "$place" | sed 's/"run":1/"run":0/')"
damaged "${place%?}"
cp good p; say cxparse -f ndjson --resume p -o out/ log
cp good p; say cxselect --unique a --resume p -o out/ log
cxselect --unique a --resume q -o out/ log; say cxselect --resume q -o out/ log; rm out/*
cxstat --partial 'count()' log > states; say cxselect --resume states -o out/ log
echo '# readers of states pass over it'
cxstat --merge good; echo "status $?"; cat good states | cxstat --merge -
ls -A . out

#> # options that do not go with it
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> # input
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> frames
#> log
#> log.csv
#> out
#> plan
#> # places
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> # readers of states pass over it
#> status 2
#> {"kind":"stat","count":1}
#> .:
#> frames
#> good
#> log
#> log.csv
#> out
#> p
#> plan
#> q
#> states
#>
#> out:
#2> cxselect: --resume: what is written to standard output cannot be taken back when the run is cut short: give a folder with --output, or allow doubles with --at-least-once
#2> try 'cxselect --help'
#2> cxselect: --output: with --resume each run writes a file of its own: expected a folder, got 'plain'
#2> try 'cxselect --help'
#2> cxselect: no/: No such file or directory
#2> cxselect: --at-least-once does not go with --output
#2> try 'cxselect --help'
#2> cxselect: --rejects: with --resume each run writes a file of its own: expected a folder, got 'bad'
#2> try 'cxselect --help'
#2> cxselect: --output and --rejects are one folder: 'out/'
#2> try 'cxselect --help'
#2> cxselect: --resume and --rejects are one file: 'p'
#2> try 'cxselect --help'
#2> cxselect: --wait needs --resume
#2> try 'cxselect --help'
#2> cxselect: --at-least-once needs --resume
#2> try 'cxselect --help'
#2> cxselect: --resume does not go with --head
#2> try 'cxselect --help'
#2> cxselect: --resume does not go with --state
#2> try 'cxselect --help'
#2> cxparse: --resume does not go with --framed
#2> try 'cxparse --help'
#2> cxassign: --resume does not go with --audit
#2> try 'cxassign --help'
#2> cxanomaly: --resume does not go with --state
#2> try 'cxanomaly --help'
#2> cxcheck: --emit: with --resume a report does not take the place of events: write it to a file, --emit FORMAT=FILE
#2> try 'cxcheck --help'
#2> cxselect: --resume: standard input cannot be gone on from: give files
#2> try 'cxselect --help'
#2> cxselect: --resume: standard input cannot be gone on from: give files
#2> try 'cxselect --help'
#2> cxselect: --resume: expected a file, got '-'
#2> try 'cxselect --help'
#2> cxselect: --resume: expected a file, got 'out'
#2> try 'cxselect --help'
#2> cxselect: none: No such file or directory
#2> cxstat: none/p.lock: No such file or directory
#2> cxselect: out: Is a directory
#2> cxselect: frames: holds framed records, which have no lines to go on from
#2> cxparse: --resume goes on behind a line, and -f syslog+csv tells records by what is before: give a format with a record a line
#2> try 'cxparse --help'
#2> cxselect: p:1: no place of --resume, or damaged: its check does not match
#2> cxselect: p:1: no place of --resume, or damaged: its check does not match
#2> cxselect: p:1: no place of --resume, or damaged: its check does not match
#2> cxselect: p:1: no place of --resume, or damaged: its check does not match
#2> cxselect: p:1: no place of --resume, or damaged: its check does not match
#2> cxparse: p:1: the place of cxselect, not of cxparse
#2> cxselect: p:1: the run before remembered nothing but the place: its options were others
#2> cxselect: q:1: the run before remembered more than the place: its options were others
#2> cxselect: states:1: no place of --resume
#2> cxstat: no saved states in the input (what may be empty: put before it those of --partial /dev/null)
