#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# aborted-message-is-read - librdkafka's mock cluster gives out what a transaction took back
#
# Surprise: three transactions of one message each, the second is aborted.  A consumer with
# isolation.level=read_committed reads all three from the mock cluster, and one more of a
# transaction that is still open.  No call fails; the markers of commit and abort take their
# places among the offsets, as on a broker, so that the picture looks right.
#
# Versions: confluent-kafka 2.16.1 with librdkafka 2.16.0 (PyPI).
#
# Promised: "read_committed - only return transactional messages which have been committed"
# (librdkafka, CONFIGURATION.md, isolation.level); the transactional producer is in the list of
# what the mock cluster supports (src/rdkafka_mock.h, which calls it experimental).  It leaves
# aborted messages out for share groups alone: github.com/confluentinc/librdkafka/pull/5349.
#
# So: a test of exactly-once counting against test.mock.num.brokers counts aborted messages too,
# and one that expects that has learnt the mock.  It tells whether a program makes its calls;
# what a reader gets to see takes a broker.
#
# Needs python3 >= 3.11 with venv.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --only-binary :all: confluent-kafka==2.16.1
cat >read.py <<'END'
import sys
from confluent_kafka import Consumer, Producer, TopicPartition, OFFSET_BEGINNING, libversion

cluster = Producer({'bootstrap.servers': 'mock', 'test.mock.num.brokers': 1, 'log_level': 0})
broker = next(iter(cluster.list_topics(timeout=20).brokers.values()))
servers = {'bootstrap.servers': f'{broker.host}:{broker.port}', 'log_level': 0}

writer = Producer({**servers, 'transactional.id': 'writer'})
writer.init_transactions(20)
for value, end in (('kept', writer.commit_transaction), ('taken back', writer.abort_transaction),
                   ('kept too', writer.commit_transaction), ('open', None)):
    writer.begin_transaction()
    writer.produce('events', value, partition=0)
    writer.flush(20)
    if end:
        end(20)

reader = Consumer({**servers, 'group.id': 'reader', 'isolation.level': 'read_committed',
                   'enable.auto.commit': False, 'enable.partition.eof': True})
reader.assign([TopicPartition('events', 0, OFFSET_BEGINNING)])
seen = []
while (message := reader.poll(20)) and not message.error():
    seen.append((message.offset(), message.value().decode()))
reader.close()
writer.abort_transaction(20)
print(f'librdkafka {libversion()[0]}, isolation.level=read_committed; offset and message:')
for offset, value in seen:
    print(f'    {offset} {value}')
sys.exit(seen != [(0, 'kept'), (2, 'taken back'), (4, 'kept too'), (6, 'open')])
END
venv/bin/python read.py
echo 'as described: the aborted message and that of an open transaction are read as committed'
