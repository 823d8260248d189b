# Reports: in place of the records, or into files, which appear whole or stay.
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
window: 30d
objectives:
  - {name: availability, bad: status >= 500, target: 99.9%, alerts: standard}
  - {name: by route, by: route, value: ms, percentile: p90, limit: 390}
  - {name: errors, severity: warn, bad: status >= 500, target: 99.9%}
END
events 2000 20 > in
for form in junit tap github markdown prometheus; do
	echo "-- $form"
	cxslo --emit $form spec.yaml in 2> err
done
cat err
echo "-- files"
cxslo --emit junit=a.xml --emit markdown=b.md --emit github --emit tap=c.tap -o d spec.yaml in 2> err
echo "status $?"
wc -l a.xml b.md c.tap d
# what breaks off is an error in every report
echo "-- errors"
head -c 2000 in | gzip | head -c 100 > cut.gz
cxslo --emit junit=a.xml --emit prometheus=e.prom --emit tap spec.yaml cut.gz
echo "status $?"
cat a.xml
grep slo_verdict e.prom
# a file that cannot be is said before anything is read
cxslo --emit junit=none/x.xml spec.yaml gone
echo "status $?"
cxslo --emit junit --emit tap spec.yaml in
echo "status $?"
cxslo --emit junt spec.yaml in
echo "status $?"
cxslo --emit junit --partial spec.yaml in
echo "status $?"
cxslo --emit tap=f spec.yam in
echo "status $?"
ls
