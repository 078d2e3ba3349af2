# 两条命令：make run 打开看板，make test 检查一切。
# Two commands: `make run` opens the dashboard, `make test` checks everything.
# Both need Python 3.11+ and a package index that pip reaches; `make run` needs no root.

PY := .venv/bin/python
WORKERS ?= 3
TESTS ?= tests
SHELL_SCRIPTS := .ci/run scripts/prepare.sh

.DEFAULT_GOAL := help
.PHONY: help run test test-spark lint format bench bench-load bench-campuses docs screenshot clean

help:
	@echo "make run          打开看板 open the dashboard on this machine"
	@echo "make test         检查与测试 every check and every test"
	@echo "make test-spark    在真正的 Spark 上比对多校指标 the figures of many campuses on a real Spark"
	@echo "make lint         只做静态检查 the checks without the tests"
	@echo "make format       整理代码格式 lay the code out"
	@echo "make bench        测速并写入 docs/performance.md measure speed"
	@echo "make bench-load   许多人同时用时测速 measure many visitors at once"
	@echo "make bench-campuses 许多校区的指标测速 measure the figures of many campuses, half an hour"
	@echo "make docs         由声明生成文档 write the generated documents"
	@echo "make screenshot   更新 README 的截图 take the README's picture"
	@echo "make clean        删除环境与缓存，保留 var/ 的数据 remove what was built, keep the data"

run:
	@sh scripts/prepare.sh requirements.txt
	@$(PY) -m scripts.serve

# One process more than cores: that of the browser waits most of its time. Files are handed out whole, as
# tests/conftest.py lists them. What one process has compiled the others, and the servers that they start, need not.
test: lint
	@browser="$$($(PY) scripts/provide_browser.py)" && \
	env -u DATABASE_URL -u PYTHONDONTWRITEBYTECODE RUQI_BROWSER="$$browser" BROWSER_PATH="$$browser" \
	    $(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --ignore tests/spark $(TESTS)

# Two cores and little memory are enough: what Spark does is held against pandas, not measured.
test-spark:
	@sh scripts/prepare.sh requirements-spark.txt
	@java="$$($(PY) -m scripts.provide_java)" && \
	env -u DATABASE_URL -u PYTHONDONTWRITEBYTECODE JAVA_HOME="$$java" $(PY) -m pytest tests/spark

lint:
	@sh scripts/prepare.sh requirements-test.txt
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/hadolint Dockerfile deploy/Dockerfile
	.venv/bin/yamllint --strict compose.yaml
	.venv/bin/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml
	.venv/bin/shellcheck $(SHELL_SCRIPTS)

format:
	@sh scripts/prepare.sh requirements-test.txt
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench:
	@sh scripts/prepare.sh requirements-bench.txt
	@browser="$$($(PY) scripts/provide_browser.py)" && \
	env -u DATABASE_URL -u PYTHONDONTWRITEBYTECODE RUQI_BROWSER="$$browser" BROWSER_PATH="$$browser" $(PY) -m scripts.bench --write

bench-load:
	@sh scripts/prepare.sh requirements-bench.txt
	env -u DATABASE_URL -u PYTHONDONTWRITEBYTECODE $(PY) -m scripts.bench --write load

bench-campuses:
	@sh scripts/prepare.sh requirements-bench.txt
	@java="$$($(PY) -m scripts.provide_java)" && \
	env -u DATABASE_URL -u PYTHONDONTWRITEBYTECODE JAVA_HOME="$$java" $(PY) -m scripts.bench --write campuses

docs:
	@sh scripts/prepare.sh requirements.txt
	$(PY) -m scripts.generate_docs
	$(PY) -m scripts.examples README.md README.en.md

screenshot:
	@sh scripts/prepare.sh requirements-test.txt
	@browser="$$($(PY) scripts/provide_browser.py)" && \
	env -u DATABASE_URL -u PYTHONDONTWRITEBYTECODE RUQI_BROWSER="$$browser" $(PY) -m scripts.take_screenshots

clean:
	rm -rf .venv .browser .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
