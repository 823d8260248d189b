# Reports for continuous integration; names from outside are escaped.
cat > plan <<'END'
stream: "web <1>"
target: 90%
common: {required: [n]}
checks:
  - {rule: n > 1, name: 'more | than "one"', severity: warn}
  - {not_null: m, where: n == 99}
END
printf '{"n":1}\n{"n":2}\n{}\n' > events
for format in junit tap github markdown prometheus; do
	echo "== $format"
	cxcheck --emit $format plan events 2>/dev/null
	echo "status $?"
done
cxcheck --emit tap=report --emit junit=report.xml plan events 2>/dev/null
echo "status $?"
head -3 report report.xml
cxcheck --emit yaml plan events
