# Tamatar: `make help` lists what can be done.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

export CGO_ENABLED := 0
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X tamatar.dev/tamatar/internal/app.Version=$(VERSION)
BIN := bin/tamatar
FAKE_GITHUB := bin/fakegithub
GO_SOURCES := $(shell find cmd internal migrations web/embed.go changelog.go CHANGELOG.md -name '*.go' -o -name '*.sql' -o -name '*.html' -o -name '*.po' -o -name '*.css' -o -name '*.js' -o -name '*.graphql' -o -name 'licences.json' -o -name 'CHANGELOG.md' -o -path '*/conformance/*.json' 2>/dev/null)
WEB_SOURCES := $(shell find web/src web/public web/scripts web/index.html web/package.json web/vite.config.ts -type f 2>/dev/null)
GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.12.0

.PHONY: help load sessions live run dev demo build web test test-go test-web e2e check lint generate generated-check schema-check conformance kill bench bench-go lighthouse figures fmt clean deps fault fault-short release-dump

help: ## List the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  %-16s %s\n", $$1, $$2}'

run: build ## Build and start on embedded SQLite; prints the address and a one-time link to claim the instance
	@$(BIN) serve --dev

dev: build $(FAKE_GITHUB) ## Serve three demo people with the web app reloading on change (web on :5173, API on :8080, a GitHub to sign in with on :8088)
	@$(BIN) demo --dev
	@$(FAKE_GITHUB) --secret | $(BIN) providers add github --dev --kind github --name GitHub --issuer http://127.0.0.1:8088 --client-id fake-client --client-secret-stdin --private >/dev/null
	@(cd web && npm run dev) & $(FAKE_GITHUB) & $(BIN) serve --dev --dev-toolbar; kill %1 %2 2>/dev/null || true

$(FAKE_GITHUB): $(shell find tools/fakegithub internal/platform/github -name '*.go' 2>/dev/null)
	go build -trimpath -o $(FAKE_GITHUB) ./tools/fakegithub

demo: build ## Load three people with 18 months of logs (make demo ARGS=--remove takes them out again)
	@$(BIN) demo $(ARGS)

build: $(BIN) ## Build the one binary with the web app inside

$(BIN): web/dist/index.html $(GO_SOURCES) go.mod go.sum
	go build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/tamatar

web: web/dist/index.html ## Build the web app

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run build

# Not "npm ci": it refuses a lock file without the optional packages of other platforms, which not every registry
# mirror carries. The versions are those of the lock file either way.
NPM_INSTALL := npm install --no-save --no-audit --no-fund --loglevel=error

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && $(NPM_INSTALL)
	@touch $@

e2e/node_modules/.package-lock.json: e2e/package.json e2e/package-lock.json
	cd e2e && $(NPM_INSTALL)
	@touch $@

deps: ## Install what the tests need: PostgreSQL and Chromium, when missing
	@scripts/test-deps

test: deps test-go test-web e2e ## Every test, on both databases, in a real browser

test-go: web/dist/index.html
	go test -timeout 20m ./...

test-web: web/node_modules/.package-lock.json
	cd web && npm test && npm run i18n

e2e: build $(FAKE_GITHUB) e2e/node_modules/.package-lock.json ## Browser journeys against the built binary, on SQLite and PostgreSQL
	cd e2e && npm test

check: test lint generated-check schema-check kill stop live reproduce budget ## What CI runs

# Findings are kept by content, with the path of the checkout that found them: one shared by several checkouts names the other's files.
lint: export GOLANGCI_LINT_CACHE := $(CURDIR)/tmp/golangci-lint
lint: web/dist/index.html ## Go and web linters
	$(GOLANGCI) run
	cd web && npm run check
	cd e2e && npm run check
	scripts/scan-vulnerabilities

generate: ## Make everything generated anew: GraphQL code, schema, API reference, events, errors, web documents
	go generate ./...
	cd web && npm run codegen

schema-check: ## Fail when the API breaks callers and no commit says so
	scripts/schema-check

generated-check: ## Fail when something generated is not what the sources give
	scripts/generated-check

CONFORMANCE := $(CURDIR)/internal/operations/operationssvc/conformance

conformance: build e2e/node_modules/.package-lock.json ## GraphQL over HTTP and MCP against the standards' own test suites; the next build shows the results in About
	cd e2e && TAMATAR_CONFORMANCE=$(CONFORMANCE) npx playwright test journeys/conformance.spec.ts --project=sqlite

kill: build ## Kill the server ten times during acknowledged writes, and count what is missing (ROUNDS=100 for longer)
	go run ./tools/killtest --binary $(BIN) --rounds $(or $(ROUNDS),10)

release-dump: ## Make the dump that upgrade tests of later versions start from; commit it with the release
	go run ./tools/releasedump

stop: build ## Stop the server with SIGTERM under load, and count answers that were cut off
	go run ./tools/stoptest --binary $(BIN) --rounds $(or $(ROUNDS),3)

reproduce: web/dist/index.html ## Build the binary in two folders and compare them to the byte
	scripts/reproduce

fault: build ## Full disk, backups under load, slow-loris, sign-in storm, timed answers, PostgreSQL killed behind a bad network, Litestream (ONLY=disk,backup for some)
	go run ./tools/faulttest --binary $(BIN) $(if $(ONLY),--only $(ONLY))

fault-short: build ## The same in short, without Litestream, which takes minutes to build
	go run ./tools/faulttest --binary $(BIN) --short

budget: web/dist/index.html e2e/node_modules/.package-lock.json ## First-load sizes of the pages
	cd web && npm run budget

lighthouse: build e2e/node_modules/.package-lock.json ## Lighthouse (mobile) on strangers' pages and the dashboard
	cd e2e && npm run lighthouse

figures: build e2e/node_modules/.package-lock.json ## What a key and a long timeline cost in the browser
	cd e2e && npx playwright test --config measures.config.ts

bench: build ## Requests per second beside a bare handler, on each database
	go run ./tools/bench --binary $(BIN)

load: build ## 10,000 live connections, a message to all, memory before and after (CLIENTS=500 for a short round)
	go run ./tools/realtimeload --binary $(BIN) --clients $(or $(CLIENTS),10000)

sessions: build ## 1,000 signed-in sessions at work for ten minutes with k6, on each database (SESSIONS=50 LENGTH=30s for a short round)
	go run ./tools/sessionload --binary $(BIN) --sessions $(or $(SESSIONS),1000) --length $(or $(LENGTH),10m)

live: build ## The short round of load: 500 live connections
	go run ./tools/realtimeload --binary $(BIN) --clients 500

bench-go: ## Go benchmarks
	go test -run '^$$' -bench . -benchmem ./internal/...

fmt: ## Format Go and web sources
	$(GOLANGCI) fmt
	cd web && npm run fix

clean: ## Remove what was built (never data/)
	rm -rf bin web/dist/assets web/dist/index.html e2e/artifacts

.PHONY: permissions stop reproduce

permissions: ## Write docs/permissions.md anew: who may use which field and route; read the diff before you commit it
	UPDATE_PERMISSIONS=1 go test ./internal/app -run '^TestPermissionMatrix$$'
