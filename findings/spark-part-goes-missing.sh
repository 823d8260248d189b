#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# spark-part-goes-missing - a command of Spark's pipe fails: an error in Java, less data in Python
#
# Surprise: eight records in four partitions are counted by RDD.pipe and a command that prints
# its count, or ends with status 3 for a record that it cannot take.  PySpark gives three
# counts, six records in all, and the job succeeds; the same command through the same Spark's
# Java interface fails the job.  Nor is the environment the same: the command inherits it from
# Java, TZ say, and has none in Python, so that the hour of a time stamp depends on the language.
#
# Versions: PySpark 4.3.0 (PyPI); 3.5.6 does the same.
#
# Promised: both say "return an RDD created by piping elements to a forked external process".
# PySpark's documentation has checkCode=False, "whether to check the return value of the shell
# command", and env=None, "environment variables to set"; Java has no such switch.  Why it came:
# github.com/apache/spark/pull/6262.
#
# So: measuring commands in PySpark want pipe(COMMAND, env=dict(os.environ), checkCode=True), and
# one that ends its output with a line of its own, so that a part that is missing is seen.
#
# Needs Java 17 or 21, and python3 >= 3.10 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pyspark==4.3.0 py4j==0.10.9.9
cat >count.sh <<'END'
#!/bin/sh
exec awk '/broken/ { bad = 1 } END { if (bad) exit 3; print NR }'
END
chmod +x count.sh
cat >count.py <<'END'
import os
import re
import sys
from py4j.protocol import Py4JJavaError
from pyspark import SparkContext

spark = SparkContext('local[1]', 'count')
spark.setLogLevel('OFF')
records = ['one', 'two', 'three', 'four', 'broken', 'six', 'seven', 'eight']
count = [os.path.abspath('count.sh')]
hour = ['date', '-d', '@0', '+%H']


def python(parts, data, command, **switches):
    return spark.parallelize(data, parts).pipe(' '.join(command), **switches).collect()


def java(parts, data, command):
    java_spark = spark._jvm.org.apache.spark.api.java.JavaSparkContext.fromSparkContext(
        spark._jsc.sc())
    lists = [spark._jvm.java.util.ArrayList() for _ in range(2)]
    for words, made in zip((data, command), lists):
        for word in words:
            made.add(word)
    return list(java_spark.parallelize(lists[0], parts).pipe(lists[1]).collect())


def show(name, run, *arguments, **switches):
    try:
        found = run(*arguments, **switches)
    except Py4JJavaError as error:
        status = re.search(r'exited with (status|error code) \d+', str(error))
        found = 'the job fails: ' + (status.group() if status else str(error))
    print(f'{name:26}', found)
    return found


counts = [show('counts, Python', python, 4, records, count),
          show('counts, Python, checkCode', python, 4, records, count, checkCode=True),
          show('counts, Java', java, 4, records, count)]
hours = [show('hour 0 of UTC, Python', python, 1, ['x'], hour),
         show('hour 0 of UTC, Java', java, 1, ['x'], hour)]
spark.stop()
sys.exit(not (counts[0] == ['2', '2', '2'] and all('fails' in c for c in counts[1:])
              and hours == [['00'], ['09']]))
END
export TZ=Asia/Tokyo SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS="$tmp"
venv/bin/python count.py 2>spark.log || {
	cat spark.log >&2
	exit 1
}
echo 'as described: six of eight records, and no error, in Python alone'
