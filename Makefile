# SPDX-License-Identifier: GPL-3.0-or-later
# cxutils - one makefile, out-of-tree build in $(BUILD)

VERSION := 0.1.0
BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
CFLAGS  ?= -O2 -g
PKGS    := jansson libpcre2-8 gsl libzstd libxxhash zlib gmp libutf8proc
STD     := -std=c11 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -Ilib -DCX_VERSION='"$(VERSION)"'
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
           -Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wundef -Wvla -Wformat=2
PKG_C   := $(shell pkg-config --cflags $(PKGS))
LDLIBS  := -Wl,--as-needed $(shell pkg-config --libs $(PKGS)) -lcsv -lm -pthread
LIBDIRS ?= *

ALLC     = $(CC) $(STD) $(PKG_C) $(CPPFLAGS) $(WARN) $(CFLAGS)
obj      = $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard $(1))))
LIBSRC   = $(foreach d,$(LIBDIRS),$(wildcard lib/$(d)/*.c))
BIN      = $(patsubst cmd/%.c,$(BUILD)/bin/%,$(sort $(wildcard cmd/*.c)))
TESTS    = $(patsubst tests/%.c,$(BUILD)/t/%,$(sort $(wildcard tests/unit/*.c tests/property/*.c)))

all: $(BIN)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(ALLC) -MMD -MP -c -o $@ $<
$(BUILD)/lib.a: $(call obj,$(LIBSRC))
	@rm -f $@ && $(AR) rcs $@ $^
$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/lib.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(BUILD)/t/%: $(BUILD)/tests/%.o $(BUILD)/lib.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(ALLC)' | cmp -s - $@ || echo '$(ALLC)' > $@

check: all $(TESTS)
	prove --exec '' $(TESTS)

.PHONY: all check FORCE
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
