# Options that do not go together.
echo 'common: true' > plan
cxcheck --infer --ddl postgres plan
cxcheck --key a plan /dev/null
cxcheck --table a plan /dev/null
cxcheck --ddl postgres plan /dev/null
cxcheck --infer --emit tap /dev/null
cxcheck --ddl duckdb --summary x plan
cxcheck --infer --mode gate /dev/null
cxcheck --ddl duckdb --redact plan
cxcheck --infer --lax /dev/null
cxcheck --infer --formats annotate /dev/null
cxcheck --ddl oracle plan
cxcheck --mode guess plan /dev/null
echo "status $?"

#> status 2
#2> cxcheck: --infer does not go with --ddl
#2> try 'cxcheck --help'
#2> cxcheck: --key needs --infer
#2> try 'cxcheck --help'
#2> cxcheck: --table needs --ddl
#2> try 'cxcheck --help'
#2> cxcheck: --ddl does not go with files
#2> try 'cxcheck --help'
#2> cxcheck: --infer does not go with --emit
#2> try 'cxcheck --help'
#2> cxcheck: --ddl does not go with --summary
#2> try 'cxcheck --help'
#2> cxcheck: --infer does not go with --mode
#2> try 'cxcheck --help'
#2> cxcheck: --ddl does not go with --redact
#2> try 'cxcheck --help'
#2> cxcheck: --infer does not go with --lax
#2> try 'cxcheck --help'
#2> cxcheck: --infer does not go with --formats
#2> try 'cxcheck --help'
#2> cxcheck: --ddl: expected postgres|clickhouse|duckdb|bigquery, got 'oracle'
#2> try 'cxcheck --help'
#2> cxcheck: --mode: expected account|gate, got 'guess'
#2> try 'cxcheck --help'
