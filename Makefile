# SPDX-License-Identifier: GPL-3.0-or-later
# cxutils - one makefile, out-of-tree build in $(BUILD)
#
#   make               the filters, in build/bin
#   make check         checks of the source, then every test: gcc, then clang with sanitizers
#   make install       DESTDIR and PREFIX as usual; completions for bash, zsh and fish
#   make fuzz          each fuzz target for FUZZ_SECONDS (60), with FUZZ_STILL=1 until its
#                      coverage stands still; make afl: under AFL++;
#                      make fuzz-merge: what they found goes into the corpora
#   make fault         every call into the system failing in its turn, for each filter; and
#                      runs that are killed at each
#   make rotation      --resume under a real logrotate, and nginx
#   make servers       what eight servers log of drawn requests, if they are installed
#   make receivers     messages to aiosmtpd, Postfix's smtp-sink, OpenSMTPD, nginx, pywebpush, as
#                      far as CX_PYTHON and CX_RECEIVERS (packages unpacked) have them
#   make page          the page of a day looked at in a browser (chromium, puppeteer-core, axe-core)
#   make soak          an hour of live input in minutes: rotation, stalls, late lines, runs killed
#   make tables        tables of events in the databases that are there, after kills (CX_PYTHON)
#   make simulate      how often intervals, verdicts, anomalies and explanations are wrong
#   make bare          demo and check in bare Debian systems (root, debootstrap): an hour
#   make deb rpm bundle   packages, in $(BUILD)/package; musl: filters that need no library at all,
#                      and the cli suite of them; arm64: the suite of a cross build; shells: man,
#                      bash, zsh and fish find what is installed
#   make bench asan tsan coverage neon tidy dist clean
#
# V=1 shows the commands.  SHARED=1 leaves all libraries shared, as packages have them.
# AWK='busybox awk' has tests and checks use that awk.

export LC_ALL := C
ifdef AWK
export AWK
export PATH := $(CURDIR)/tests/awk:$(PATH)
endif

VERSION := 0.1.0
BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
CFLAGS  ?= -O2 -g
PKGS    := expat jansson libpcre2-8 gsl yaml-0.1 libisal libzstd liblzma libxxhash zlib gmp libutf8proc nettle libcrypto \
           libcurl sqlite3
STD     := -std=c11 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -Ilib -DCX_VERSION='"$(VERSION)"'
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
           -Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wundef -Wvla -Wformat=2
ifneq ($(findstring clang,$(CC)),)
WARN    += -Wenum-float-conversion
endif
WERROR  ?=
PKG_C   := $(shell pkg-config --cflags $(PKGS))
PKG_L   := $(shell pkg-config --libs $(PKGS))
ifeq ($(shell uname -s),Darwin)
STD     += -D_DARWIN_C_SOURCE
LDLIBS  := $(PKG_L) -lbz2 -lcsv -liconv -lm -pthread
else
LDLIBS  := -Wl,--as-needed $(PKG_L) -lbz2 -lcsv -lm -pthread
# A filter starts in two thirds of the time when its libraries need not be found and bound: those
# that need none but the C library go into it where there is an archive of them.
INSIDE  := expat pcre2-8 gsl gslcblas yaml zstd lzma gmp utf8proc bz2 csv
ifndef SHARED
ARCHIVES := $(shell for l in $(INSIDE); do case $$($(CC) -print-file-name=lib$$l.a) in (*/*) echo -l$$l;; esac; done)
endif
endif
JOBS    ?= $(shell getconf _NPROCESSORS_ONLN)
# Of tests one more at a time: some wait for others' programs.
RUNS     = $(shell expr $(JOBS) + 1)
FUZZ_SECONDS ?= 60
SEEDS   ?= 10

ALLC     = $(CC) $(STD) $(PKG_C) $(CPPFLAGS) $(WARN) $(WERROR) $(CFLAGS)
obj      = $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard $(1))))
LIBSRC   = $(wildcard lib/*/*.c)
BIN      = $(patsubst cmd/%.c,$(BUILD)/bin/%,$(sort $(wildcard cmd/*.c)))
TESTS    = $(patsubst tests/%.c,$(BUILD)/t/%,$(sort $(wildcard tests/unit/*.c tests/property/*.c)))
SEEDED   = $(filter $(patsubst tests/%.c,$(BUILD)/t/%,$(shell grep -l t_seed tests/*/*.c)),$(TESTS)) \
           $(filter tests/oracle/%,$(ORACLES))
CASES    = $(sort $(filter-out $(if $(SANITIZED),$(PRELOAD)),$(wildcard tests/cli/*/*.sh)))
# Nothing can be loaded before a sanitizer.
PRELOAD  = tests/cli/fault/no_json.sh
# What a sanitizer has nothing to say of: peaks of memory, whether help, completions and the
# manual agree, what is refused by its name alone, and a script.
PLAIN    = $(wildcard tests/cli/*/memory.sh) \
           $(addprefix tests/cli/tool/,completion.sh daily.sh examples.sh help.sh one_file.sh relations.sh)
ORACLES  = $(sort $(wildcard tests/oracle/*.tap tests/cost/*.tap))
BENCHES  = $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(sort $(wildcard tests/bench/*.c)))
FUZZERS  = $(filter-out replay pack packer,$(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c))))
REPLAYS  = $(FUZZERS:%=$(BUILD)/t/fuzz/%)
MAINS    = $(patsubst cmd/%.c,$(BUILD)/mains/%.o,$(sort $(wildcard cmd/*.c)))
FAULTS   = $(BUILD)/fault/preload.so $(BUILD)/fault/nojson.so $(BUILD)/fault/sweep $(BUILD)/fault/kill \
           $(BUILD)/fault/peak
WALK     = $(BUILD)/t/registry/walk
WALKED   = $(WALK)
KILLED   = $(BUILD)/fault/kill
TOOLS    = $(notdir $(BIN))
PAGES    = $(sort $(wildcard man/*.[157]))
SCRIPTS  = $(filter-out %.awk scripts/package,$(wildcard scripts/*)) \
           $(addprefix scripts/package/,arm64 bundle cases deb musl parts.inc rpm shells source.inc) \
           tests/run tests/examples tests/examples.files tests/awk/awk $(ORACLES) \
           $(wildcard tests/bench/*.sh findings/*.sh) .ci/run
Q        = $(if $(V),,@)
SAY      = @$(if $(V),:,echo)
SUBMAKE  = $(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))

SAN      := -O1 -g1 -fno-omit-frame-pointer -fno-sanitize-recover=all
GCC_TREE  = $(SUBMAKE) BUILD=$(BUILD)/gcc CC=gcc WERROR=-Werror CFLAGS='-O2 -g1'
ASAN_TREE = $(SUBMAKE) BUILD=$(BUILD)/asan CC=clang WERROR=-Werror SANITIZED=1 \
            CFLAGS='$(SAN) -fsanitize=address,undefined'
TSAN_TREE = $(SUBMAKE) BUILD=$(BUILD)/tsan CC=clang SANITIZED=1 CFLAGS='$(SAN) -fsanitize=thread'
COV_TREE  = $(SUBMAKE) BUILD=$(BUILD)/cov CC=gcc CFLAGS='-O0 -g --coverage'
# A call at each comparison of numbers would be a third of an execution and more.
FUZZ_TREE = $(SUBMAKE) BUILD=$(BUILD)/fuzz CC=clang CFLAGS='$(SAN) \
            -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-coverage=trace-cmp'
AFL_TREE  = $(SUBMAKE) BUILD=$(BUILD)/afl CC=afl-clang-fast \
            CFLAGS='$(SAN) -fsanitize=address,undefined'

# Tests of single functions take longer to compile than to run; under sanitizers so do all, and
# the rooms that see results, settings and messages rather than every record.
COLD     := kpi message notify objective page policy power report secret send spec tool wire
QUICKLY  := -O0 -U_FORTIFY_SOURCE
QUICK_O    = $(BUILD)/tests/unit/% $(if $(SANITIZED),$(BUILD)/tests/% $(BUILD)/cmd/% \
             $(addsuffix /%,$(addprefix $(BUILD)/lib/,$(COLD))))

define link
@mkdir -p $(@D)
$(SAY) '  ld $@'
$(Q)$(CC) $(CFLAGS) $(1) $(LDFLAGS) -o $@ $^ $(LDLIBS)
endef

all: $(BIN)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(SAY) '  cc $@'
	$(Q)$(ALLC) $(if $(filter $(QUICK_O),$@),$(QUICKLY)) -MMD -MP -c -o $@ $<
$(BUILD)/lib.a: $(call obj,$(LIBSRC)) $(BUILD)/sources
	@rm -f $@ && $(AR) rcs $@ $(filter %.o,$^)
$(BUILD)/bin/%: LDLIBS := $(foreach l,$(LDLIBS),$(if $(filter $(ARCHIVES),$l),$(l:-l%=-l:lib%.a),$l))
$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/lib.a
	$(call link)
# The filters as functions, for tests that call them: main of cxstat is cxstat_main.
$(BUILD)/mains/%.o: cmd/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(SAY) '  cc $@'
	$(Q)$(ALLC) $(if $(SANITIZED),$(QUICKLY)) -Wno-missing-prototypes -Dmain=$*_main -MMD -MP -c -o $@ $<
$(BUILD)/mains.a: $(MAINS)
	@rm -f $@ && $(AR) rcs $@ $^
$(REPLAYS): $(BUILD)/t/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/replay.o \
    $(BUILD)/tests/fuzz/pack.o $(BUILD)/mains.a $(BUILD)/lib.a
	$(call link)
# This one has the filters' rows in its hand.
$(WALK): $(BUILD)/tests/registry/walk.o $(BUILD)/tests/registry/without.o $(BUILD)/mains.a \
    $(BUILD)/lib.a
	$(call link)
$(BUILD)/packer: $(BUILD)/tests/fuzz/packer.o $(BUILD)/tests/fuzz/pack.o $(BUILD)/lib.a
	$(call link)
$(BUILD)/t/%: $(BUILD)/tests/%.o $(BUILD)/lib.a
	$(call link)
$(BUILD)/fault/preload.so: tests/fault/fault.h
$(BUILD)/fault/%.so: tests/fault/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(SAY) '  ld $@'
	$(Q)$(CC) $(STD) $(PKG_C) $(WARN) $(WERROR) -O1 -g -fPIC -shared -o $@ $< -ldl
$(BUILD)/fault/%: $(BUILD)/tests/fault/%.o
	$(call link)
$(FUZZERS:%=$(BUILD)/%): $(BUILD)/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/mains.a $(BUILD)/lib.a
	$(call link,-fsanitize=fuzzer)
$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/lib.a
	$(call link)
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(ALLC)' | cmp -s - $@ || echo '$(ALLC)' > $@
$(BUILD)/sources: FORCE
	@mkdir -p $(@D)
	@echo '$(LIBSRC)' | cmp -s - $@ || echo '$(LIBSRC)' > $@

# One tree: everything built, then everything run, what takes longest first, lest one core
# waits for the last of it.  Tests run from the top of the source.
built: all $(TESTS) $(REPLAYS) $(WALK) $(BUILD)/packer $(BUILD)/t/seal $(BUILD)/t/wire $(FAULTS) $(BUILD)/bench/gen_data \
    $(BUILD)/bench/gen_story
tested: built
	@BUILD='$(abspath $(BUILD))' SANITIZED='$(SANITIZED)' LEAKS='$(LEAKS)' \
	    prove -j$(RUNS) --exec tests/run $(BUILD)/fault/sweep $(KILLED) $(WALKED) \
	    $(ORACLES) $(TESTS) $(REPLAYS) $(CASES) $(EXAMPLES)

# The functions alone, against their references: what the build of a package runs.
functions: $(TESTS)
	@BUILD='$(abspath $(BUILD))' prove -j$(RUNS) --exec tests/run $(TESTS)

# Checks of the source.  They need the programs: symbols and option tables are read from them.
lint: all
	scripts/check-layers
	scripts/check-banned
	scripts/check-form
	scripts/check-docs
	scripts/check-symbols $(BUILD)
	scripts/check-man $(BUILD) $(PAGES)
	shellcheck $(SCRIPTS)
	@clang-format --dry-run $(wildcard lib/*/*.[ch] cmd/*.c) 2>&1 | grep -c 'warning:' | \
	    sed 's/^/clang-format (advice only), lines it would change: /'

# What needs no sanitizer runs in the plain tree alone: of a run that was killed it says nothing.
# What a filter did not give back at its end is gone with it, and to look for it takes as long as
# to start: tests of functions, and replays of inputs through every filter, look for leaks.
# make asan runs all of it, and looks in every run.
check:
	+@$(GCC_TREE) built
	+@$(SUBMAKE) check-lint check-asan
	+@$(GCC_TREE) tested EXAMPLES='$(PAGES) README.md'
	+@$(ASAN_TREE) tested LEAKS=0 ORACLES= WALKED= KILLED= CASES='$(filter-out $(PLAIN) $(PRELOAD),$(CASES))'
check-lint:
	+@$(GCC_TREE) lint
check-asan:
	+@$(ASAN_TREE) built

asan:
	+@$(ASAN_TREE) tested
# What the SDKs of flag products answer, asked anew; SDKS is a directory that holds them.
oracle-sdk: all
	PATH='$(abspath $(BUILD))/bin':$$PATH python3 -B tests/oracle/sdk/sdk.py '$(SDKS)'
# Servers are started and asked, and what they log is held against it; SEED=N draws the formats
# and requests of a run again (Debian: nginx apache2-bin haproxy lighttpd varnish squid gunicorn).
servers: all
	PATH='$(abspath $(BUILD))/bin':$$PATH python3 -B tests/oracle/live.py
# Commands of cx-scale(7) as they stand there; what is missing is skipped, by name.  PySpark and
# DuckDB by a PATH that begins with a venv's, HADOOP_STREAMING='java -cp ... HadoopStreaming',
# CX_STATIC=.../bin of what make musl packs.
engines: all
	@PATH='$(abspath $(BUILD))/bin':$$PATH python3 -B tests/engines/run.py man/cx-scale.7
# Each row of the tables of codes from a receiver that others wrote; -B keeps the source clean.
receivers: all $(BUILD)/t/wire
	@BUILD='$(abspath $(BUILD))' $${CX_PYTHON:-python3} -B tests/oracle/receivers.py
# What draws its cases, with other seeds than the one of make check: minutes.
seeds:
	+@$(ASAN_TREE) drawn
drawn: built
	@export BUILD='$(abspath $(BUILD))' SANITIZED='$(SANITIZED)'; for i in $$(seq $(SEEDS)); do \
	    CX_SEED=$$(od -An -N4 -tu4 /dev/urandom | tr -d ' '); export CX_SEED; echo "CX_SEED=$$CX_SEED"; \
	    prove -Q -j$(JOBS) --exec tests/run $(BUILD)/fault/sweep $(BUILD)/fault/kill $(SEEDED) || exit; done
tsan:
	+@$(TSAN_TREE) tested CASES= ORACLES= REPLAYS=
coverage:
	+-@$(COV_TREE) tested
	@scripts/coverage $(BUILD)/cov

# Every call of the fault sweep fails in its turn, and is one that a run dies at; make check
# draws some of them.
fault: built
	@BUILD='$(abspath $(BUILD))' CX_FAULT_FULL=1 $(BUILD)/fault/sweep
	@BUILD='$(abspath $(BUILD))' CX_FAULT_FULL=1 $(BUILD)/fault/kill

# A writer at full speed under logrotate (Debian: logrotate, nginx-light, zstd, curl): minutes.
rotation: all $(BUILD)/fault/logger
	@BUILD='$(abspath $(BUILD))' scripts/rotation

# ARM's kernels, compiled across and run by qemu-user (Debian: gcc-aarch64-linux-gnu, qemu-user).
NEON_TESTS := kernels jread utf8 log_kernels csvmark linesum
neon:
	@BUILD='$(BUILD)' scripts/package/arm64 $(NEON_TESTS)

fuzz:
	+@$(FUZZ_TREE) $(BUILD)/fuzz/packer $(FUZZERS:%=$(BUILD)/fuzz/%)
	@FUZZ_SECONDS='$(FUZZ_SECONDS)' FUZZ_STILL='$(FUZZ_STILL)' scripts/fuzz $(BUILD)/fuzz $(FUZZERS)
# The same entry points under AFL++ (Debian: afl++); FUZZERS='state log' names some.
afl:
	+@$(AFL_TREE) $(BUILD)/afl/packer $(FUZZERS:%=$(BUILD)/afl/%)
	@FUZZ_SECONDS='$(FUZZ_SECONDS)' scripts/fuzz --afl $(BUILD)/afl $(FUZZERS)
# What both found goes into tests/fuzz/corpus, as far as it covers code that nothing there does.
fuzz-merge:
	+@$(FUZZ_TREE) $(BUILD)/fuzz/packer $(FUZZERS:%=$(BUILD)/fuzz/%)
	@scripts/fuzz --merge $(BUILD)/fuzz $(BUILD)/afl $(FUZZERS)

# The page of a day in a real browser: pictures to look at, in $(BUILD)/page.
page: all
	@BUILD='$(BUILD)' scripts/page
tidy:
	@printf '%s\n' $(sort $(wildcard lib/*/*.c cmd/*.c)) | xargs -P $(JOBS) -I FILE \
	    clang-tidy --quiet --warnings-as-errors='*' FILE -- $(STD) $(PKG_C) $(CPPFLAGS)

# The filters beside others: BENCH_MB=1000 for all of it, see scripts/bench.
benches: $(BENCHES)
bench: all benches
	@BUILD='$(abspath $(BUILD))' scripts/bench

# Both commands of the README in minimal chroots of Debian 12 and 13, as root and as a user.
bare:
	@BUILD='$(abspath $(BUILD))' scripts/bare

# Events in the databases' tables, row by row, whatever was killed: DuckDB and chdb in CX_PYTHON's modules.
tables: all
	@PATH='$(abspath $(BUILD))/bin':$$PATH TOP=. $${CX_PYTHON:-python3} -B tests/oracle/tables/tables.py

# How often intervals, and the verdicts of a gate, are wrong, beside others: minutes.
simulate:
	@BUILD='$(abspath $(BUILD))' scripts/simulate

# An hour of live input in minutes: SOAK_MINUTES=60 of them, SOAK_SPEED=10 times as fast; see tests/soak/soak.py.
soak: all $(BUILD)/fault/peak
	@PATH='$(abspath $(BUILD))/bin:$(abspath $(BUILD))/fault':$$PATH python3 -B tests/soak/soak.py

# Ten gigabytes, ten million groups, the longest line: minutes.
scale: all benches
	@BUILD='$(abspath $(BUILD))' scripts/scale

install: all
	mkdir -p $(DESTDIR)$(PREFIX)/bin
	cp $(BIN) $(DESTDIR)$(PREFIX)/bin/
	for s in 1 5 7; do for p in $(PAGES); do case $$p in *.$$s) \
	    mkdir -p $(DESTDIR)$(PREFIX)/share/man/man$$s && \
	    cp $$p $(DESTDIR)$(PREFIX)/share/man/man$$s/ || exit 1;; esac; done; done
	mkdir -p $(DESTDIR)$(PREFIX)/share/cxutils && cp scripts/daily $(DESTDIR)$(PREFIX)/share/cxutils/
	scripts/completion install $(BUILD)/bin $(DESTDIR)$(PREFIX)/share $(TOOLS)
uninstall:
	cd $(DESTDIR)$(PREFIX)/bin && rm -f $(TOOLS)
	for p in $(notdir $(PAGES)); do rm -f $(DESTDIR)$(PREFIX)/share/man/man$${p##*.}/$$p; done
	rm -rf $(DESTDIR)$(PREFIX)/share/cxutils
	scripts/completion uninstall $(BUILD)/bin $(DESTDIR)$(PREFIX)/share $(TOOLS)

# PACKAGE_TWICE=1 builds each twice, to the same bytes.
deb rpm bundle musl arm64:
	@BUILD='$(BUILD)' scripts/package/$@
# What is installed, in the shells that read it (Debian: bash-completion zsh fish man-db).
shells: all
	@BUILD='$(BUILD)' scripts/package/shells

dist:
	@mkdir -p $(BUILD)
	git archive --format=tar.gz --prefix=cxutils-$(VERSION)/ \
	    -o $(BUILD)/cxutils-$(VERSION).tar.gz HEAD
clean:
	rm -rf $(BUILD)

.PHONY: all built tested lint check check-lint check-asan asan seeds drawn tsan coverage fuzz afl \
        fuzz-merge fault rotation servers receivers engines page tidy bench oracle-sdk bare benches scale \
        simulate soak tables install uninstall dist clean functions arm64 bundle deb musl rpm shells FORCE
.PRECIOUS: $(BUILD)/%.o
-include $(shell find $(BUILD)/lib $(BUILD)/cmd $(BUILD)/mains $(BUILD)/tests \
    -name '*.d' 2>/dev/null)
