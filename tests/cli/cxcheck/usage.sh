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
