# Two commands for a fresh machine: `make demo` and `make test`. Both install what they need into this folder.
DAERAH ?= sidoarjo
PORT ?= 8000
PY := .venv/bin/python
export DAERAH PORT

.PHONY: pasang demo demo-ulang test uji-cepat bench periksa bersih kunci bahasa dokumen

pasang: ## install into .venv
	@sh alat/pasang.sh

demo: pasang ## a browsable site with demo people; data are kept between starts
	@$(PY) -m demo.jalan

demo-ulang: pasang ## the same, starting afresh
	@$(PY) -m demo.jalan --ulang

test: pasang ## everything CI runs
	@$(PY) alat/uji.py

uji-cepat: ## unit tests only, on SQLite
	@$(PY) -m pytest -q -m "not peramban" -n 2

periksa: ## linters, types, import law
	@sh alat/periksa.sh

bench: pasang ## prints the figures and writes bench/hasil.json
	@sh alat/pasang.sh --group bench && $(PY) -m bench

bahasa: ## collect and compile translations
	@export SECRET_KEY=bahasa; $(PY) manage.py makemessages -l en --no-location --no-wrap -i node_modules -i var -i tests && $(PY) manage.py compilemessages -i .venv -i node_modules

dokumen: ## write the generated parts of the documentation
	@$(PY) -m sipraja.pengaturan contoh > .env.example && $(PY) -m sipraja.pengaturan dokumen > docs/rujukan/pengaturan.md
	@SECRET_KEY=dokumen $(PY) manage.py layanan skema --tulis
	@DEMO=1 $(PY) manage.py openapi > docs/rujukan/openapi.json

kunci: ## resolve and lock the dependencies with hashes
	@.alat/bin/uv lock

bersih:
	@rm -rf .venv .alat var
