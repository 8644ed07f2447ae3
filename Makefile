# Everything that is done with this tree. `make` alone lists it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PREFIX ?= /usr/local
DESTDIR ?=
# Which sample of the faults is tried; printed, and given again to repeat a run.
SEED ?= $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
COLOC_SEED := $(SEED)
export COLOC_SEED

IMPORTS = --explicit-target-dependency-import-check error
BINARY = .build/release/coloc
# 145,000 relocations of the static libraries, packed (DT_RELR, glibc 2.36): a millisecond at each start, 3 MB less.
PACKED = -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs
STRIPPED = .build/coloc.stripped
STRIP = $(firstword $(shell command -v strip llvm-strip))

.PHONY: help quickstart quickstart-clean deps deps-check build check test test-all build-tests unit-tests host-tests \
  install uninstall man bench

help: ## List the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 28

quickstart: ## From nothing to a VM that answers SSH, in a trial rack
	@scripts/quickstart

quickstart-clean: ## Remove that trial rack, and nothing else
	@scripts/quickstart-clean

deps: ## Install by apt what building, running and testing need
	@scripts/deps build run image test

deps-check:
	@scripts/deps --check build run image test

build: ## The release binary, static Swift libraries: .build/release/coloc
	swift build -c release --static-swift-stdlib --product coloc $(PACKED) $(IMPORTS)
	$(STRIP) -o $(STRIPPED) $(BINARY)
	@stat -c 'stripped: %n, %s bytes' $(STRIPPED)

check: ## Format, lint, import rules, scripts, generated files
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	scripts/check-imports
	scripts/check-scripts
	scripts/embed-templates --check

test: deps-check check build-tests ## Everything: check, warnings as errors, unit tests, real guests [SEED=N]
	@echo "SEED=$(COLOC_SEED)"
	scripts/man --check
	@$(MAKE) --no-print-directory SEED=$(COLOC_SEED) unit-tests host-tests
	@scripts/test-summary .build/unit-tests.log .build/host-tests.log
	@echo "all green; repeat with: make test SEED=$(COLOC_SEED)"

test-all: export COLOC_TEST_ALL = 1
test-all: export COLOC_TEST_LIMIT = 7200
test-all: test ## The same with every step x fault instead of a sample (long)

build-tests: ## Compile everything in debug, tests too
	swift build --build-tests $(IMPORTS)

unit-tests: ## Tests without root, daemon or guest (after build-tests)
	@NO_COLOR=1 timeout --kill-after=30 900 swift test --skip-build --disable-xctest --skip HostTests 2>&1 | tee .build/unit-tests.log

host-tests: ## Tests on real guests, in a private libvirt (after build-tests)
	@NO_COLOR=1 scripts/host-tests 2>&1 | tee .build/host-tests.log

install: ## Install to DESTDIR and PREFIX (after build); touches no guest
	@[[ -x $(STRIPPED) ]] || { echo "make build comes first" >&2; exit 69; }
	install -D -m 0755 $(STRIPPED) "$(DESTDIR)$(PREFIX)/bin/coloc"
	find templates -type f -not -name '.*' -printf '%P\n' | while read -r file; do \
	  install -D -m 0644 "templates/$$file" "$(DESTDIR)$(PREFIX)/share/coloc/templates/$$file"; done
	for channel in packaging/channels/*; do \
	  install -D -m 0755 "$$channel" "$(DESTDIR)$(PREFIX)/lib/coloc/channels/$${channel##*/}"; done
	if [[ -e packaging/man/coloc.8 ]]; then \
	  install -D -m 0644 packaging/man/coloc.8 "$(DESTDIR)$(PREFIX)/share/man/man8/coloc.8"; fi
	for unit in packaging/systemd/*.in; do name=$${unit##*/}; sed 's|@bindir@|$(PREFIX)/bin|' "$$unit" | \
	  install -D -m 0644 /dev/stdin "$(DESTDIR)$(PREFIX)/lib/systemd/system/$${name%.in}"; done
	install -D -m 0644 packaging/cron.d/coloc "$(DESTDIR)$(PREFIX)/share/coloc/examples/cron.d/coloc"

uninstall: ## Remove what install put there; configuration, state and guests stay
	rm -f "$(DESTDIR)$(PREFIX)/bin/coloc" "$(DESTDIR)$(PREFIX)/share/man/man8/coloc.8"
	for unit in packaging/systemd/*.in; do name=$${unit##*/}; \
	  rm -f "$(DESTDIR)$(PREFIX)/lib/systemd/system/$${name%.in}"; done
	rm -rf "$(DESTDIR)$(PREFIX)/share/coloc/templates" "$(DESTDIR)$(PREFIX)/share/coloc/examples" "$(DESTDIR)$(PREFIX)/lib/coloc/channels"
	rmdir --ignore-fail-on-non-empty "$(DESTDIR)$(PREFIX)/share/coloc" "$(DESTDIR)$(PREFIX)/lib/coloc" 2>/dev/null || true

man: ## Write packaging/man/coloc.8 anew from the commands (after build-tests)
	scripts/man

bench: ## Measure against virsh and virt-install
	@scripts/bench
