# The jobs that the manual shows, run as their systems would run them.
page=$TOP/man/cxslo.1
# block FIRST - the literal block of the page that begins with this line, as a reader sees it
block() {
	# Through the environment: -v would take the backslashes of the page for its own.
	first=$1 awk '/^\.Ed/ { on = 0 } on || $0 == ENVIRON["first"] { on = 1; print }' "$page" |
	    sed 's/\\(aq/'\''/g; s/\\(dq/"/g; s/\\-/-/g; s/\\e/\\/g'
}
sed 8899d "$DATA"/logs/elastic_apache_combined.log > access.log
awk 'NR % 4 != 0' access.log > stable.log
awk 'NR % 4 == 0' access.log > canary.log
cat > gate.yaml << END
slo: canary
objectives:
  - {name: availability, bad: status >= 500, target: 99.5%}
  - {name: not found, type: baseline, bad: status == 404, increase: 50%}
END
cp gate.yaml site.yaml
sed -i '4d' site.yaml

# GitHub runs a step's lines with bash -e
block '\- name: gate the canary' > github.yaml
sed -n '/run: |/,$s/^    //p' github.yaml > step.sh
for input in canary.log few.log worse.log; do
	head -n 100 canary.log > few.log
	sed 's/" 200 /" 404 /' canary.log > worse.log
	sed "s/canary.log/$input/" step.sh > run.sh
	GITHUB_STEP_SUMMARY=summary bash -e run.sh 2> err
	echo "status $?"
done
cat summary

# GitLab: each line of the script by itself
block 'gate:' > gitlab.yaml
sed -n 's/^    - //p' gitlab.yaml > script.sh
sh script.sh > records.ndjson
echo "status $?"
sed -n 's/.*<testsuites /&/p' gate.xml
sed -i 's/canary.log/few.log/' script.sh
sh script.sh > records.ndjson 2> err
echo "status $?"
grep exit_codes gitlab.yaml

# cron: five fields, then what a shell runs, in which % would be a line feed
line=$(block '*/5 * * * * cxslo \-f combined \-\-now "$(date \-Is)" \-\-emit prometheus=slo.prom site.yaml access.log >slo.ndjson 2>slo.err')
case $line in *%*) echo 'a % in a crontab' ;; esac
echo "$line" | cut -d' ' -f6- > cron.sh
# the clock of the day after the log
sed -i 's/date -Is/echo 2015-05-21T00:00:00+00:00/' cron.sh
sh cron.sh
echo "status $?"
grep -v '^#' slo.prom
