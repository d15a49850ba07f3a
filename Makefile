# Adda's commands. `make` alone lists them.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# Cargo builds where CARGO_TARGET_DIR says; the site always goes to target/site, from where the binary embeds it.
export CARGO_TARGET_DIR := $(abspath $(or $(CARGO_TARGET_DIR),target))
# It shares out the processors by itself.
CARGO := env -u MAKEFLAGS cargo
NPM := style/node_modules/.bin
SITE := target/site
PKG := $(SITE)/pkg
PARTS := target/parts
STAMPS := target/stamps

RUST := $(shell sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
# The steps that need Rust's libraries are one program, kept for all copies of the repository that need the same.
TOOLS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/adda/tools
TOOL_SOURCES := $(wildcard tools/*.rs tools/Cargo.*) rust-toolchain.toml
TOOL := $(TOOLS)/site-$(shell cat $(TOOL_SOURCES) | cksum | cut -d' ' -f1)/adda-site

MANIFESTS := Cargo.toml Cargo.lock rust-toolchain.toml .cargo/config.toml $(wildcard src/*/Cargo.toml)
SHARED := $(shell find src/protocol src/redaction src/client src/app -name '*.rs' -o -name '*.css')
STYLES := $(wildcard style/*.css style/fonts/* tailwind.config.js)
PUBLIC := $(shell find public -type f 2>/dev/null)
COMPRESSED := $(STAMPS)/compressed

# Names the site by its files, so that the binary that holds them is built anew for others.
WITH_SITE = ADDA_SITE=$$(cat $(COMPRESSED))

.PHONY: help run build test check bench clean site library screenshot icons

help: ## List these commands
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

run: build ## Build what is missing, then serve on http://127.0.0.1:3000
	target/release/adda serve

build: $(STAMPS)/rust ## Build the release binary, site embedded: target/release/adda
	@CARGO_TERM_PROGRESS_WHEN=never $(MAKE) --no-print-directory -j2 site library
	$(WITH_SITE) cargo build --release -p adda-app --features ssr --bin adda
	@mkdir -p target/release
	@cmp -s $(CARGO_TARGET_DIR)/release/adda target/release/adda \
		|| install $(CARGO_TARGET_DIR)/release/adda target/release/adda

test: $(STAMPS)/rust $(COMPRESSED) end2end/node_modules/.package-lock.json ## Run every check and test; the last line counts them
	$(WITH_SITE) scripts/test.sh

check: $(STAMPS)/rust ## Formatting, lints of both builds, and who may know whom
	scripts/check.sh

# With both packages named, everything is compiled as it was for the binary, once. Every connection is an open file.
bench: build end2end/node_modules/.package-lock.json end2end/lighthouse/node_modules/.package-lock.json ## Measure the release build; prints each figure beside its goal
ifneq ($(PART),rendering)
	cargo build --release -p adda-app -p adda-server --features adda-app/ssr --bin bench
	ulimit -n "$$(ulimit -Hn)" || true; $(CARGO_TARGET_DIR)/release/bench target/release/adda $(PART)
endif
ifeq ($(filter-out rendering,$(PART)),)
	cd end2end && ADDA_BIN=$(CURDIR)/target/release/adda npx playwright test --config bench.config.ts
endif

screenshot: build end2end/node_modules/.package-lock.json ## Take docs/images/chat.png and public/screenshots anew
	cd end2end && ADDA_BIN=$(CURDIR)/target/release/adda npx playwright test --config screenshots.config.ts

icons: end2end/node_modules/.package-lock.json ## Draw public/icons anew from public/favicon.svg
	node scripts/icons.mjs

site: $(COMPRESSED) ## Build only what browsers load: target/site

# All of the server but the last step, which needs the site: the two are made side by side.
library: $(STAMPS)/rust
	$(CARGO) build --release -p adda-app --features ssr --lib

clean: ## Remove everything built here (the tools in the cache stay)
	rm -rf target style/stylance.css style/node_modules end2end/node_modules end2end/lighthouse/node_modules end2end/results

# --- what the machine needs ---

$(STAMPS)/rust: rust-toolchain.toml
	@command -v cargo >/dev/null || { echo "Rust is missing: install it from https://rustup.rs" >&2; exit 1; }
	@[ -d "$$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" ] \
		&& cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1 \
		|| rustup toolchain install $(RUST) --profile minimal \
			--component clippy --component rustfmt --target wasm32-unknown-unknown
	@mkdir -p $(@D) && touch $@

$(TOOL): | $(STAMPS)/rust
	CARGO_TARGET_DIR=$(TOOLS)/build $(CARGO) build --release --locked --manifest-path tools/Cargo.toml
	@mkdir -p $(@D) && install $(TOOLS)/build/release/adda-site $@

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	@command -v npm >/dev/null || { echo "Node.js with npm is missing: apt install nodejs npm" >&2; exit 1; }
	PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix $* --no-audit --no-fund
	@touch $@

# --- what browsers load ---

$(PKG)/adda.css: $(TOOL) style/node_modules/.package-lock.json $(STYLES) $(SHARED)
	@mkdir -p $(@D)
	$(TOOL) styles src/app
	$(NPM)/tailwindcss -i style/tailwind.css -o $@ --minify
	@touch $@

# Pages that are loaded when they are first shown become files of their own; the linker's notes say what belongs where.
# It gives way to the server's build beside it, which would end later, and on one processor alone.
$(PKG)/adda.wasm: scripts/snip.mjs scripts/optimize.mjs scripts/imports.mjs scripts/wasm.mjs $(TOOL) style/node_modules/.package-lock.json $(SHARED) $(MANIFESTS)
	nice -n 2 $(CARGO) rustc -p adda-app --lib --crate-type cdylib --no-default-features --features hydrate \
		--target wasm32-unknown-unknown --profile wasm-release -- -C link-arg=--emit-relocs
	@rm -rf $(PARTS) $(PKG)/*.wasm* $(PKG)/*.js*
	@mkdir -p $(PARTS) $(@D)
	node scripts/snip.mjs $(CARGO_TARGET_DIR)/wasm32-unknown-unknown/wasm-release/adda_app.wasm target/linked.wasm
	$(TOOL) split target/linked.wasm $(PARTS) adda
	$(TOOL) bind $(PARTS)/adda.wasm $(PARTS) adda
	@mv $(PARTS)/adda_bg.wasm $(PARTS)/adda.wasm
	@cp $(PARTS)/*.js $(@D)
	node scripts/optimize.mjs $(PARTS) $(@D)
	node scripts/imports.mjs $(@D)/adda.js $(@D)/adda.wasm

$(COMPRESSED): $(PKG)/adda.css $(PKG)/adda.wasm $(PUBLIC) scripts/compress.mjs
	@if [ -d public ]; then cp -R public/. $(SITE)/; fi
	node scripts/compress.mjs $(SITE)
	@mkdir -p $(@D) && find $(SITE) -type f | sort | xargs cksum | cksum | tr -d ' ' >$@
