// node alat/lighthouse/ukur.mjs http://127.0.0.1:8000 [path…] — prints the four figures of each page; exit code 1 below the bounds.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [situs, ...jalur] = process.argv.slice(2);
const HALAMAN = jalur.length ? jalur : ['/', '/layanan/', '/layanan/surat-keterangan-tidak-mampu-desa/'];
const BATAS = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 95 };
const map = mkdtempSync(join(tmpdir(), 'lighthouse-'));
let kurang = false;
HALAMAN.forEach((satu, i) => {
  const hasil = join(map, `${i}.json`);
  execFileSync(join(import.meta.dirname, 'node_modules', '.bin', 'lighthouse'), [
    situs + satu, '--quiet', '--output=json', `--output-path=${hasil}`, '--only-categories=' + Object.keys(BATAS).join(),
    '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
  ], { env: { CHROME_PATH: '/usr/bin/chromium', ...process.env }, stdio: ['ignore', 'inherit', 'inherit'] });
  const { categories, audits } = JSON.parse(readFileSync(hasil, 'utf8'));
  const angka = Object.keys(BATAS).map((nama) => Math.round(categories[nama].score * 100));
  const ukur = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'total-byte-weight'].map((a) => audits[a].displayValue);
  const salah = Object.keys(BATAS).flatMap((nama) => categories[nama].auditRefs.filter((r) => r.weight && audits[r.id].score !== null && audits[r.id].score < 0.9).map((r) => r.id));
  console.log(satu, angka.join(' / '), ukur.join(', '), salah.join(' '));
  kurang ||= Object.values(BATAS).some((batas, n) => angka[n] < batas);
});
process.exit(kurang ? 1 : 0);
